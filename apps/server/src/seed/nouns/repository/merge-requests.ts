import { z } from 'zod';
import type { Repository } from '#domain';
import {
  MergeChecks,
  MergeRequestBranches,
  MergeRequestMerger,
  MergeRequestOpener,
  MergeRequests,
  Notes,
  Repositories,
  type MergeRequestRow,
} from '#forge';
import { CreatePull } from '../../../rest/pulls/pull-schemas.js';
import { saying, strictFields, truth, wordOf, words } from '../../../rest/shared/fields/strict-fields.js';
import { asNote, NOTE_FIELDS } from './comments.js';
import { listOf } from '../list-of.js';
import { actor, asRest, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

const toPull = asRest(CreatePull);

const SeedMergeRequest = strictFields(
  {
    title: words(255),
    head: words(1_000).describe('The branch that brings something'),
    base: words(1_000).describe('The branch that takes it'),
    body: words(1_000_000).optional(),
    labels: z.array(words(200)).optional(),
    assignees: z.array(words(100)).optional(),
    testers: z.array(words(100)).optional(),
    draft: truth.optional(),
    squash: truth.optional(),
    prune_source_branch: truth.optional(),
    author: saying(100).optional(),
    comments: listOf(
      strictFields(NOTE_FIELDS, 'an object with body, author, path and position').transform(asNote),
    ),
    state: wordOf('open', 'closed', 'merged').default('open'),
    merge_method: wordOf('merge', 'squash', 'rebase').optional(),
    by: saying(100).optional().describe('Who closes or merges it; the author when left out'),
  },
  'an object with title, head, base and so on',
).transform(({ author, comments, state, merge_method: method, by = author, ...pull }, context) => ({
  ...toPull(pull, context),
  author,
  comments,
  end: { state, method, by },
}));

export const SeedMergeRequests = listOf(SeedMergeRequest);
type SeedMergeRequests = z.output<typeof SeedMergeRequests>;

export const seedMergeRequests = (
  requests: SeedMergeRequests,
  { at, path }: SeedTarget,
  context: SeedContext,
) =>
  seedEach(path, requests, async ({ names, choices, author, comments, end }, place) => {
    const { get } = context;
    const target = await get(Repositories).get(at);
    const user = await actor(context, author);
    const branches = await get(MergeRequestBranches).named(target, names, user);
    const mergeRequest = await get(MergeRequestOpener).open(branches, choices, user);
    // Later events contain the merge status: the same seed gives the same events.
    await get(MergeChecks).done(mergeRequest.id);
    await seedEach([...place, 'comments'], comments, async (comment) =>
      get(Notes).create(target, { mergeRequest }, comment.note, await actor(context, comment.author)),
    );
    await finish(target, mergeRequest, end, context);
  });

async function finish(
  target: Repository,
  { iid }: MergeRequestRow,
  { state, method, by }: SeedMergeRequests[number]['end'],
  context: SeedContext,
): Promise<void> {
  const user = await actor(context, by);
  switch (state) {
    case 'open':
      return;
    case 'closed':
      await context.get(MergeRequests).change(target, iid, { state: 'closed' }, user);
      return;
    case 'merged':
      await context.get(MergeRequestMerger).merge(target, iid, { user, method });
  }
}

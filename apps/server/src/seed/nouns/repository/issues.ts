import { z } from 'zod';
import { Issues, Milestones, Notes, Repositories } from '#forge';
import { saying, strictFields, wordOf, words } from '../../../rest/shared/fields/strict-fields.js';
import { listOf } from '../list-of.js';
import { actor, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

export const SeedIssues = listOf(
  strictFields(
    {
      title: saying(255),
      body: words(1_000_000).optional(),
      author: saying(100).optional(),
      assignee: saying(100).optional(),
      labels: z.array(saying(200)).optional(),
      milestone: saying(255).optional().describe('Its title'),
      comments: listOf(
        strictFields(
          { body: saying(1_000_000), author: saying(100).optional() },
          'an object with body and author',
        ),
      ),
      state: wordOf('open', 'closed').default('open'),
      by: saying(100).optional().describe('Who closes it; the author when left out'),
    },
    'an object with title, body, author and so on',
  ),
);
type SeedIssues = z.output<typeof SeedIssues>;

export const seedIssues = (issues: SeedIssues, { at, path }: SeedTarget, context: SeedContext) =>
  seedEach(path, issues, async ({ comments, state, by, milestone, ...seed }, place) => {
    const { get } = context;
    const repository = await get(Repositories).get(at);
    const { title, body: description, author, assignee, labels } = seed;
    const choices = {
      title,
      description,
      assignee,
      labels,
      milestone:
        milestone === undefined ? undefined : (await get(Milestones).titled(repository, milestone)).id,
    };
    const issue = await get(Issues).open(repository, choices, await actor(context, author));
    await seedEach([...place, 'comments'], comments, async (comment) => {
      const note = { body: comment.body, line: null };
      await get(Notes).create(repository, { issue }, note, await actor(context, comment.author));
    });
    if (state === 'closed')
      await get(Issues).change(repository, issue.iid, { state }, await actor(context, by ?? author));
  });

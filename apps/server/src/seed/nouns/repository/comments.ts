import { z } from 'zod';
import { Notes, Repositories } from '#forge';
import { History } from '#git';
import { CreateNote } from '../../../rest/notes/note-schemas.js';
import { saying, strictFields, words } from '../../../rest/shared/fields/strict-fields.js';
import { listOf } from '../list-of.js';
import { actor, asRest, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

export const NOTE_FIELDS = {
  body: words(1_000_000),
  author: saying(100).optional(),
  path: words(4_096).optional().describe('Of a file that is changed: for a comment on a line, with position'),
  position: z.int().min(1).optional(),
};

const toNote = asRest(CreateNote);

/** A comment as in REST, with its author. */
export const asNote = (
  { author, ...note }: z.output<z.ZodObject<typeof NOTE_FIELDS>>,
  context: z.core.$RefinementCtx,
) => ({ author, note: toNote(note, context) });

export const SeedComments = listOf(
  strictFields(
    { ...NOTE_FIELDS, commit: saying(1_000).describe('A sha, a branch or a tag') },
    'an object with commit, body, author, path and position',
  ).transform(({ commit, ...fields }, context) => ({ commit, ...asNote(fields, context) })),
);
type SeedComments = z.output<typeof SeedComments>;

export const seedComments = (comments: SeedComments, { at, path }: SeedTarget, context: SeedContext) =>
  seedEach(path, comments, async ({ commit: revision, author, note }) => {
    const { get } = context;
    const repository = await get(Repositories).get(at);
    const commit = await get(History).get(repository, revision);
    await get(Notes).create(repository, { commit }, note, await actor(context, author));
  });

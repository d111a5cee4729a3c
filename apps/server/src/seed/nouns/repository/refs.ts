import type { z } from 'zod';
import { RefCreator, Repositories } from '#forge';
import { saying, strictFields, words } from '../../../rest/shared/fields/strict-fields.js';
import { listOf } from '../list-of.js';
import { actor, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

const REF_FIELDS = {
  name: saying(1_000),
  refs: saying(1_000).optional().describe('A branch, a tag or a sha; the default branch when left out'),
};

export const SeedBranches = listOf(strictFields(REF_FIELDS, 'an object with name and refs'));
type SeedBranches = z.output<typeof SeedBranches>;

export const SeedTags = listOf(
  strictFields(
    { ...REF_FIELDS, message: words(1_000_000).default('').describe('Makes it an annotated tag') },
    'an object with name, refs and message',
  ),
);
type SeedTags = z.output<typeof SeedTags>;

export const seedBranches = (branches: SeedBranches, { at, path }: SeedTarget, context: SeedContext) =>
  seedEach(path, branches, async ({ name, refs: revision = 'HEAD' }) => {
    const repository = await context.get(Repositories).get(at);
    await context.get(RefCreator).branch(repository, { name, revision }, await actor(context, undefined));
  });

export const seedTags = (tags: SeedTags, { at, path }: SeedTarget, context: SeedContext) =>
  seedEach(path, tags, async ({ name, refs: revision = 'HEAD', message }) => {
    const repository = await context.get(Repositories).get(at);
    const tag = { name, revision, message };
    await context.get(RefCreator).tag(repository, tag, await actor(context, undefined));
  });

import type { z } from 'zod';
import { Releases, Repositories } from '#forge';
import { CreateRelease } from '../../../rest/releases/release-schemas.js';
import { saying, strictFields, truth, words } from '../../../rest/shared/fields/strict-fields.js';
import { listOf } from '../list-of.js';
import { actor, asRest, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

const toRelease = asRest(CreateRelease);

export const SeedReleases = listOf(
  strictFields(
    {
      tag_name: saying(200).describe('A tag that is missing is made'),
      target_commitish: saying(1_000)
        .optional()
        .describe('Where it is made; the default branch when left out'),
      name: words(200).optional(),
      body: words(1_000_000).optional(),
      prerelease: truth.optional(),
      author: saying(100).optional(),
    },
    'an object with tag_name, name, body and so on',
  ).transform(({ author, ...release }, context) => ({ author, release: toRelease(release, context) })),
);
type SeedReleases = z.output<typeof SeedReleases>;

export const seedReleases = (releases: SeedReleases, { at, path }: SeedTarget, context: SeedContext) =>
  seedEach(path, releases, async ({ author, release }) => {
    const repository = await context.get(Repositories).get(at);
    await context.get(Releases).create(repository, release, await actor(context, author));
  });

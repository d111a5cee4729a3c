import { z } from 'zod';
import { Repositories, RepositoryAccess } from '#forge';
import { DIALECT_NAMES } from '#payloads';
import { Hooks } from '#webhooks';
import { CreateHook } from '../../../rest/hooks/hook-schemas.js';
import { saying, strictFields, truth, wordOf, words } from '../../../rest/shared/fields/strict-fields.js';
import { listOf } from '../list-of.js';
import { asRest, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

export const SeedHooks = listOf(
  strictFields(
    {
      url: saying(10_000),
      events: z.array(saying(100)).optional().describe('push when left out'),
      password: words(100).optional(),
      encryption_type: z.literal([0, 1]).optional().describe('0: the password as a header; 1: a signature'),
      dialect: wordOf(...DIALECT_NAMES).optional(),
      timeout: saying(20).optional(),
      retries: saying(1_000).optional(),
      enable_ssl_verification: truth.optional(),
    },
    'an object with url, events and so on',
  ).transform(asRest(CreateHook)),
);
type SeedHooks = z.output<typeof SeedHooks>;

export const seedHooks = (hooks: SeedHooks, { at, path }: SeedTarget, { get }: SeedContext) =>
  seedEach(path, hooks, async (choices) => {
    const repository = await get(Repositories).get(at);
    await get(Hooks).register(repository.id, choices, (tx) =>
      get(RepositoryAccess).requireThere(repository, tx),
    );
  });

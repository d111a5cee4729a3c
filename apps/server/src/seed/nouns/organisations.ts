import type { z } from 'zod';
import { Organisations } from '#forge';
import { saying, strictFields } from '../../rest/shared/fields/strict-fields.js';
import { listOf } from './list-of.js';
import { actor, seedEach, type SeedContext } from './seed-noun.js';

export const SeedOrganisations = listOf(
  strictFields({ path: saying(100), owner: saying(100).optional() }, 'an object with path and owner'),
);
type SeedOrganisations = z.output<typeof SeedOrganisations>;

export const seedOrganisations = (organisations: SeedOrganisations, context: SeedContext) =>
  seedEach(['organisations'], organisations, async ({ path, owner }) =>
    context.get(Organisations).create(path, await actor(context, owner)),
  );

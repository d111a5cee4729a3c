import type { z } from 'zod';
import { Organisations } from '#forge';
import { saying, strictFields } from '../../rest/shared/fields/strict-fields.js';
import { listOf } from './list-of.js';
import { actor, plantEach, type Planting } from './seed-noun.js';

export const SeedOrganisations = listOf(
  strictFields({ path: saying(100), owner: saying(100).optional() }, 'an object with path and owner'),
);
type SeedOrganisations = z.output<typeof SeedOrganisations>;

export const plantOrganisations = (organisations: SeedOrganisations, planting: Planting) =>
  plantEach(['organisations'], organisations, async ({ path, owner }) =>
    planting.get(Organisations).create(path, await actor(planting, owner)),
  );

import type { z } from 'zod';
import { Labels, Repositories } from '#forge';
import { CreateLabel } from '../../../rest/labels/label-schemas.js';
import { saying, strictFields } from '../../../rest/shared/fields/strict-fields.js';
import { listOf } from '../list-of.js';
import { asRest, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

export const SeedLabels = listOf(
  strictFields(
    { name: saying(200), color: saying(20).describe('#rrggbb') },
    'an object with name and color',
  ).transform(asRest(CreateLabel)),
);
type SeedLabels = z.output<typeof SeedLabels>;

export const seedLabels = (labels: SeedLabels, { at, path }: SeedTarget, { get }: SeedContext) =>
  seedEach(path, labels, async (label) => get(Labels).create(await get(Repositories).get(at), label));

import type { z } from 'zod';
import { Milestones, Repositories } from '#forge';
import { CreateMilestone } from '../../../rest/milestones/milestone-schemas.js';
import { saying, strictFields, wordOf, words } from '../../../rest/shared/fields/strict-fields.js';
import { listOf } from '../list-of.js';
import { asRest, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

export const SeedMilestones = listOf(
  strictFields(
    {
      title: saying(255),
      description: words(1_000_000).optional(),
      state: wordOf('open', 'closed').optional(),
      due_on: saying(100).optional().describe('A day, like 2024-11-09'),
    },
    'an object with title, description, state and due_on',
  ).transform(asRest(CreateMilestone)),
);
type SeedMilestones = z.output<typeof SeedMilestones>;

export const seedMilestones = (milestones: SeedMilestones, { at, path }: SeedTarget, { get }: SeedContext) =>
  seedEach(path, milestones, async (milestone) =>
    get(Milestones).create(await get(Repositories).get(at), milestone),
  );

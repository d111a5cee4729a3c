import { z } from 'zod';
import { strictFields } from '../rest/shared/fields/strict-fields.js';
import { seedApplications, SeedApplications } from './nouns/applications.js';
import { seedOrganisations, SeedOrganisations } from './nouns/organisations.js';
import { seedRepositories, SeedRepositories } from './nouns/repositories.js';
import type { SeedContext } from './nouns/seed-noun.js';
import { seedUsers, SeedUsers } from './nouns/users.js';

/** The schema of a seed: a file per noun, and a line here. */
export const Seed = strictFields(
  {
    $schema: z.string().optional(),
    users: SeedUsers,
    organisations: SeedOrganisations,
    repositories: SeedRepositories,
    applications: SeedApplications,
  },
  'an object with users, organisations, repositories and applications',
);
export type Seed = z.output<typeof Seed>;

/**
 * Applies a seed to an empty server.
 * @throws SeedError
 */
export async function applySeed(seed: Seed, context: SeedContext): Promise<void> {
  const { users, organisations, repositories, applications } = seed;
  await seedUsers(users, context);
  await seedOrganisations(organisations, context);
  await seedRepositories(repositories, context);
  await seedApplications(applications, context);
}

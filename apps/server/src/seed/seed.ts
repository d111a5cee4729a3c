import { z } from 'zod';
import { strictFields } from '../rest/shared/fields/strict-fields.js';
import { plantApplications, SeedApplications } from './nouns/applications.js';
import { plantOrganisations, SeedOrganisations } from './nouns/organisations.js';
import { plantRepositories, SeedRepositories } from './nouns/repositories.js';
import type { Planting } from './nouns/seed-noun.js';
import { plantUsers, SeedUsers } from './nouns/users.js';

/** What a server is to start with: a file per noun, and a line here. */
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

/** Into a server that has nothing yet. @throws SeedError */
export async function plant(seed: Seed, planting: Planting): Promise<void> {
  const { users, organisations, repositories, applications } = seed;
  await plantUsers(users, planting);
  await plantOrganisations(organisations, planting);
  await plantRepositories(repositories, planting);
  await plantApplications(applications, planting);
}

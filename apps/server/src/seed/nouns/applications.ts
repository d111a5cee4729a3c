import { z } from 'zod';
import { Applications } from '#forge';
import { saying, strictFields, truth } from '../../rest/shared/fields/strict-fields.js';
import { listOf } from './list-of.js';
import { seedEach, type SeedContext } from './seed-noun.js';

export const SeedApplications = listOf(
  strictFields(
    {
      name: saying(200),
      client_id: saying(200).optional().describe('Made up when left out'),
      client_secret: saying(200).optional().describe('Made up when left out'),
      confidential: truth.optional().describe('false: it has no secret'),
      redirect_uris: z.array(saying(2_000)),
    },
    'an object with name, client_id, client_secret and redirect_uris',
  ),
);
type SeedApplications = z.output<typeof SeedApplications>;

export const seedApplications = (applications: SeedApplications, { get }: SeedContext) =>
  seedEach(['applications'], applications, async (application) =>
    get(Applications).register({
      name: application.name,
      clientId: application.client_id,
      clientSecret: application.client_secret,
      isConfidential: application.confidential,
      redirectUris: application.redirect_uris,
    }),
  );

import { z } from 'zod';
import type { ApplicationRow } from '#forge';

export const ApplicationJson = () =>
  z.strictObject({
    name: z.string(),
    client_id: z.string(),
    client_secret: z.string().nullable(),
    redirect_uris: z.array(z.string()),
    created_at: z.string(),
  });
export type ApplicationJson = z.output<ReturnType<typeof ApplicationJson>>;

export const applicationJson = (application: ApplicationRow): ApplicationJson => ({
  name: application.name,
  client_id: application.clientId,
  client_secret: application.clientSecret,
  redirect_uris: [...application.redirectUris],
  created_at: application.createdAt,
});

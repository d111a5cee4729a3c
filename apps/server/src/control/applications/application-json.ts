import type { ApplicationRow } from '#forge';

export const applicationJson = (application: ApplicationRow) => ({
  name: application.name,
  client_id: application.clientId,
  client_secret: application.clientSecret,
  redirect_uris: application.redirectUris,
  created_at: application.createdAt,
});

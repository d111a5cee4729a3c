import type { IssuedTokens } from '#forge';

/** The answer of `POST /oauth/token`. */
export const tokenJson = ({ accessToken, refreshToken, scope, createdAt, expiresAt }: IssuedTokens) => ({
  access_token: accessToken,
  expires_in: (expiresAt.getTime() - createdAt.getTime()) / 1_000,
  refresh_token: refreshToken,
  scope,
  created_at: createdAt.toISOString(),
});

/** The answer of `POST /login/oauth/access_token`: what is called `in` there is a time, in milliseconds since 1970. */
export const olderTokenJson = ({ accessToken, refreshToken, expiresAt, refreshExpiresAt }: IssuedTokens) => ({
  access_token: accessToken,
  expires_in: expiresAt.getTime(),
  refresh_token: refreshToken,
  refresh_token_expires_in: refreshExpiresAt.getTime(),
});

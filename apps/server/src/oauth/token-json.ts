import { z } from 'zod';
import type { IssuedTokens } from '#forge';

/** The answer of `POST /oauth/token`. */
export const TokenJson = () =>
  z.strictObject({
    access_token: z.string(),
    expires_in: z.int(),
    refresh_token: z.string(),
    scope: z.string(),
    created_at: z.string(),
  });
export type TokenJson = z.output<ReturnType<typeof TokenJson>>;

export const tokenJson = ({
  accessToken,
  refreshToken,
  scope,
  createdAt,
  expiresAt,
}: IssuedTokens): TokenJson => ({
  access_token: accessToken,
  expires_in: (expiresAt.getTime() - createdAt.getTime()) / 1_000,
  refresh_token: refreshToken,
  scope,
  created_at: createdAt.toISOString(),
});

/** The answer of `POST /login/oauth/access_token`, whose `…_in` is a time in milliseconds since 1970. */
export const OlderTokenJson = () =>
  z.strictObject({
    access_token: z.string(),
    expires_in: z.int(),
    refresh_token: z.string(),
    refresh_token_expires_in: z.int(),
  });
export type OlderTokenJson = z.output<ReturnType<typeof OlderTokenJson>>;

export const olderTokenJson = ({
  accessToken,
  refreshToken,
  expiresAt,
  refreshExpiresAt,
}: IssuedTokens): OlderTokenJson => ({
  access_token: accessToken,
  expires_in: expiresAt.getTime(),
  refresh_token: refreshToken,
  refresh_token_expires_in: refreshExpiresAt.getTime(),
});

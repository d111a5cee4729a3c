import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { checked } from '../http/validation/validation.js';
import { proseUnlessEmpty } from '../rest/shared/schemas.js';

const LONGEST = 2_000;

/** A parameter without a value counts as left out: RFC 6749, section 3.2. */
export const TokenFields = z
  .object({
    grant_type: proseUnlessEmpty(LONGEST),
    client_id: proseUnlessEmpty(LONGEST),
    client_secret: proseUnlessEmpty(LONGEST),
    code: proseUnlessEmpty(LONGEST),
    redirect_uri: proseUnlessEmpty(LONGEST),
    code_verifier: proseUnlessEmpty(LONGEST),
    refresh_token: proseUnlessEmpty(LONGEST),
  })
  .transform((fields) => ({
    grantType: fields.grant_type,
    clientId: fields.client_id,
    clientSecret: fields.client_secret,
    code: fields.code,
    redirectUri: fields.redirect_uri,
    codeVerifier: fields.code_verifier,
    refreshToken: fields.refresh_token,
  }));
export type TokenFields = z.output<typeof TokenFields>;

/** A token request: fields in the query, a form or JSON, with client credentials also by HTTP Basic. */
export const AskedToken = createParamDecorator((_: unknown, context: ExecutionContext): TokenFields => {
  const { query, body, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return checked(TokenFields, { ...asObject(query), ...asObject(body), ...clientIn(headers.authorization) });
});

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** RFC 6749, section 2.3.1: both are form-encoded before they are joined. */
function clientIn(authorization = ''): object {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return {};
  const [, id = '', secret = ''] = /^([^:]*):?(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return { client_id: formDecoded(id), client_secret: formDecoded(secret) };
}

/** Many clients do not encode them: invalid encoding is taken literally. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

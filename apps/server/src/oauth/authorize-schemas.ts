import { z } from 'zod';
import { body, prose, proseUnlessEmpty } from '../rest/shared/schemas.js';

const LONGEST_STATE = 10_000;

/** A parameter without a value counts as left out: RFC 6749, section 3.1. */
export const AuthorizeQuery = z.object({
  client_id: proseUnlessEmpty(200),
  redirect_uri: proseUnlessEmpty(2_000),
  response_type: proseUnlessEmpty(200),
  scope: proseUnlessEmpty(2_000),
  state: proseUnlessEmpty(LONGEST_STATE),
  login_hint: proseUnlessEmpty(200),
  code_challenge: proseUnlessEmpty(200),
  code_challenge_method: proseUnlessEmpty(200),
});
export type AuthorizeQuery = z.output<typeof AuthorizeQuery>;

/** The fields of the page's form. */
export const Consent = body({ form: prose(200), token: prose(200), decision: prose(200) });
export type Consent = z.output<typeof Consent>;

import { z } from 'zod';
import { body, prose } from '../rest/shared/schemas.js';

const LONGEST_STATE = 10_000;

export const AuthorizeQuery = z.object({
  client_id: prose(200),
  redirect_uri: prose(2_000),
  response_type: prose(200),
  scope: prose(2_000),
  state: prose(LONGEST_STATE),
  login_hint: prose(200),
  code_challenge: prose(200),
  code_challenge_method: prose(200),
});
export type AuthorizeQuery = z.output<typeof AuthorizeQuery>;

/** The fields of the page's form. */
export const Consent = body({ form: prose(200), token: prose(200), decision: prose(200) });
export type Consent = z.output<typeof Consent>;

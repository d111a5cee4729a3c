import { Injectable } from '@nestjs/common';
import { quoted, type User } from '#domain';
import {
  Applications,
  CHALLENGE_METHODS,
  ForgeSettings,
  OAuthError,
  OAuthTokens,
  SCOPES,
  Users,
  type AskedAccess,
} from '#forge';
import type { AuthorizeQuery, Consent } from './authorize-schemas.js';
import { ConsentForms } from './consent-forms.js';
import { consentPage } from './consent-page.js';

const ALL_SCOPES = SCOPES.join(' ');

export type AuthorizationAnswer =
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'page'; readonly status: number; readonly html: string; readonly returnTo: string };

/** Grants codes to applications: at once in `open`; in `strict` after the user has given their token. */
@Injectable()
export class Authorization {
  constructor(
    private readonly applications: Applications,
    private readonly tokens: OAuthTokens,
    private readonly users: Users,
    private readonly forms: ConsentForms,
    private readonly settings: ForgeSettings,
  ) {}

  /** @throws OAuthError when the redirect URI is not verified */
  begin(query: AuthorizeQuery): Promise<AuthorizationAnswer> {
    return this.answer(query, async (asked) => {
      switch (this.settings.auth) {
        case 'open':
          return this.letIn(query, asked, await this.chosen(query.login_hint));
        case 'strict':
          return this.question(query, asked, null);
      }
    });
  }

  /**
   * Handles the user's answer on the page.
   * @throws OAuthError as `begin`
   */
  decide(query: AuthorizeQuery, { form, token = '', decision }: Consent): Promise<AuthorizationAnswer> {
    return this.answer(query, async (asked) => {
      if (!this.forms.take(form, query))
        return this.question(query, asked, 'This page has been sent already, or is too old.');
      if (decision === 'deny') throw new OAuthError('access_denied', 'The user has denied the access');
      const user = await this.users.byToken(token);
      if (user === null) return this.question(query, asked, "That is no user's own token.");
      return this.letIn(query, asked, user);
    });
  }

  /** Errors go to the redirect URI once it is verified. */
  private async answer(
    query: AuthorizeQuery,
    decide: (asked: AskedAccess) => Promise<AuthorizationAnswer>,
  ): Promise<AuthorizationAnswer> {
    const returnTo = await this.applications.returnAddress(query.client_id, query.redirect_uri);
    try {
      return await decide(askedAccess(query, returnTo));
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return back(returnTo, { error: error.code, error_description: error.message, state: query.state });
    }
  }

  private async letIn(query: AuthorizeQuery, asked: AskedAccess, user: User): Promise<AuthorizationAnswer> {
    return back(asked.redirectUri, { code: await this.tokens.grant(asked, user), state: query.state });
  }

  private async question(
    query: AuthorizeQuery,
    { clientId, scope, redirectUri: returnTo }: AskedAccess,
    problem: string | null,
  ): Promise<AuthorizationAnswer> {
    const application = await this.applications.nameOf(clientId);
    const form = this.forms.show(query);
    const html = consentPage({ application, scope, returnTo, form, problem });
    return { kind: 'page', status: problem === null ? 200 : 400, html, returnTo };
  }

  private async chosen(login: string | undefined): Promise<User> {
    const user = login === undefined ? await this.users.defaultUser() : await this.users.find(login);
    if (user !== null) return user;
    throw new OAuthError('access_denied', `login_hint ${quoted(login ?? '')} is nobody's login`);
  }
}

/** @throws OAuthError */
function askedAccess(query: AuthorizeQuery, redirectUri: string): AskedAccess {
  const {
    response_type: type = 'code',
    code_challenge: value,
    code_challenge_method: word = 'plain',
  } = query;
  if (type !== 'code') throw new OAuthError('unsupported_response_type', 'response_type must be code');
  const method = CHALLENGE_METHODS.find((each) => each === word);
  if (method === undefined)
    throw new OAuthError('invalid_request', 'code_challenge_method must be plain or S256');
  return {
    clientId: query.client_id ?? '',
    redirectUri,
    scope: query.scope || ALL_SCOPES,
    challenge: value === undefined ? null : { value, method },
  };
}

function back(to: string, fields: Readonly<Record<string, string | undefined>>): AuthorizationAnswer {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  const address = new URL(to);
  const query = new URLSearchParams(given).toString();
  address.search = address.search === '' ? query : `${address.search}&${query}`;
  return { kind: 'redirect', to: address.href };
}

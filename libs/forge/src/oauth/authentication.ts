import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import { Clock, ForgeError, type User } from '#domain';
import { ForgeSettings } from '../forge-settings.js';
import { Users } from '../users/users.js';
import { OAuthTokenRow } from './oauth-token.entity.js';
import { scopesIn, type Scope } from './scopes.js';
import { hashOf } from './secrets.js';

/** The credentials of a request. */
export interface Credentials {
  /** Tokens found in the request, the most explicit first. */
  readonly tokens: readonly string[];
  /** User name and password of HTTP Basic authentication. */
  readonly basic: { readonly login: string; readonly password: string } | null;
}

/** Who sends a request. */
export interface Caller {
  readonly user: User;
  /** What the token is good for; null for everything that its user may do. */
  readonly scopes: ReadonlySet<Scope> | null;
}

/** Authenticates requests by token: a user's own, or one that a user has granted to an application. */
@Injectable()
export class Authentication {
  constructor(
    @InjectRepository(OAuthTokenRow) private readonly tokens: Table<OAuthTokenRow>,
    private readonly users: Users,
    private readonly settings: ForgeSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * The user of a request. In `open`, requests without a known token are the default user's, and scopes do not matter.
   * @throws ForgeError `unauthorized` in `strict` without a valid token, and for an application's expired token
   */
  async authenticate(credentials: Credentials): Promise<Caller> {
    const caller = await this.recognise(credentials);
    if (this.settings.auth === 'open')
      return { user: caller?.user ?? (await this.users.defaultUser()), scopes: null };
    if (caller === null) throw unauthorized();
    return caller;
  }

  private async recognise(credentials: Credentials): Promise<Caller | null> {
    for (const token of credentials.tokens) {
      const caller = await this.callerWith(token);
      if (caller !== null) return caller;
    }
    return credentials.basic && this.recogniseBasic(credentials.basic);
  }

  /** The token may be the password with any user name but another user's, or stand in place of the name. */
  private async recogniseBasic(basic: { login: string; password: string }): Promise<Caller | null> {
    const caller = await this.callerWith(basic.password || basic.login);
    if (caller === null || basic.password === '') return caller;
    const named = await this.users.find(basic.login);
    return named === null || named.id === caller.user.id ? caller : null;
  }

  private async callerWith(token: string): Promise<Caller | null> {
    const owner = await this.users.byToken(token);
    if (owner !== null) return { user: owner, scopes: null };
    const granted = await this.tokens.findOneBy({ accessHash: hashOf(token) });
    if (granted === null) return null;
    // In `open`, too: the application must renew it, not go on as another user.
    if (granted.isRevoked || granted.expiresAt <= this.clock.now().toISOString()) throw unauthorized();
    const user = await this.users.byId(granted.userId);
    return user && { user, scopes: scopesIn(granted.scope) };
  }
}

const unauthorized = () => new ForgeError('unauthorized', '401 Unauthorized');

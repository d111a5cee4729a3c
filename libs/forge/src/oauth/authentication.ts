import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import { Clock, ForgeError, type User } from '#domain';
import { ForgeSettings } from '../forge-settings.js';
import { Users } from '../users/users.js';
import { OAuthTokenRow } from './oauth-token.entity.js';
import { hashOf } from './secrets.js';

/** The credentials of a request. */
export interface Credentials {
  /** Tokens found in the request, the most explicit first. */
  readonly tokens: readonly string[];
  /** User name and password of HTTP Basic authentication. */
  readonly basic: { readonly login: string; readonly password: string } | null;
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
   * The user of a request. In `open`, requests without a known token are the default user's.
   * @throws ForgeError `unauthorized` in `strict` without a valid token, and for an application's expired token
   */
  async authenticate(credentials: Credentials): Promise<User> {
    const user = await this.recognise(credentials);
    if (user !== null) return user;
    if (this.settings.auth === 'open') return this.users.defaultUser();
    throw unauthorized();
  }

  private async recognise(credentials: Credentials): Promise<User | null> {
    for (const token of credentials.tokens) {
      const user = await this.ownerOf(token);
      if (user !== null) return user;
    }
    return credentials.basic && this.recogniseBasic(credentials.basic);
  }

  /** The token may be the password with any user name but another user's, or stand in place of the name. */
  private async recogniseBasic(basic: { login: string; password: string }): Promise<User | null> {
    const owner = await this.ownerOf(basic.password || basic.login);
    if (owner === null || basic.password === '') return owner;
    const named = await this.users.find(basic.login);
    return named === null || named.id === owner.id ? owner : null;
  }

  private async ownerOf(token: string): Promise<User | null> {
    const user = await this.users.byToken(token);
    if (user !== null) return user;
    const granted = await this.tokens.findOneBy({ accessHash: hashOf(token) });
    if (granted === null) return null;
    // In `open`, too: the application must renew it, not go on as another user.
    if (granted.isRevoked || granted.expiresAt <= this.clock.now().toISOString()) throw unauthorized();
    return this.users.byId(granted.userId);
  }
}

const unauthorized = () => new ForgeError('unauthorized', '401 Unauthorized');

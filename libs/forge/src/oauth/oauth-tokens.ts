import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { Clock, UnitOfWork, type User } from '#domain';
import { Applications } from './applications.js';
import { isMet, type Challenge } from './challenge.js';
import { GrantRow } from './grant.entity.js';
import { OAuthError } from './oauth-error.js';
import { OAuthTokenRow } from './oauth-token.entity.js';
import { hashOf, newSecret } from './secrets.js';

const SECOND_MS = 1_000;
/** The longest lifetime of a code in RFC 6749. */
const CODE_MS = 600 * SECOND_MS;
/** 15 days, as AtomGit documents. */
const ACCESS_MS = 1_296_000 * SECOND_MS;
const REFRESH_MS = 2 * ACCESS_MS;

/** An authorization request. */
export interface AskedAccess {
  readonly clientId: string;
  /** The redirect URI of the code. */
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: Challenge | null;
}

/** A token request. */
export interface TokenRequest {
  readonly grantType: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly code: string | undefined;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
  readonly refreshToken: string | undefined;
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly refreshExpiresAt: Date;
}

type Holder = Pick<OAuthTokenRow, 'grantId' | 'clientId' | 'userId' | 'scope'>;

/** Issues codes for consent, tokens for codes, and refreshed tokens. */
@Injectable()
export class OAuthTokens {
  constructor(
    private readonly applications: Applications,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** Records the user's consent. @returns the code, which works once within ten minutes */
  async grant({ challenge, ...asked }: AskedAccess, user: User): Promise<string> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      await tx.delete(GrantRow, { expiresAt: LessThan(after(now, -CODE_MS).toISOString()) });
      const serial = ((await tx.maximum(GrantRow, 'id')) ?? 0) + 1;
      const code = newSecret(`code ${serial} of ${asked.clientId} for ${user.login}`, this.clock);
      await tx.save(GrantRow, {
        ...asked,
        codeHash: hashOf(code),
        userId: user.id,
        challenge: challenge?.value ?? null,
        challengeMethod: challenge?.method ?? 'plain',
        expiresAt: after(now, CODE_MS).toISOString(),
        isUsed: false,
      });
      return code;
    });
  }

  /** @throws OAuthError */
  async issue(request: TokenRequest): Promise<IssuedTokens> {
    const { grantType } = request;
    if (grantType !== undefined && grantType !== 'authorization_code' && grantType !== 'refresh_token')
      throw new OAuthError(
        'unsupported_grant_type',
        'grant_type must be authorization_code or refresh_token',
      );
    if (grantType === 'refresh_token') return this.refresh(request);
    const clientId = present('client_id', request.clientId);
    await this.applications.requireClient(clientId, request.clientSecret);
    present('grant_type', grantType);
    return this.exchange(clientId, present('code', request.code), request);
  }

  private async exchange(clientId: string, code: string, request: TokenRequest): Promise<IssuedTokens> {
    const issued = await this.unitOfWork.run(async (tx) => {
      const grant = await tx.findOneBy(GrantRow, { codeHash: hashOf(code), clientId });
      if (grant === null) throw invalidCode('is not known');
      if (grant.isUsed) {
        // RFC 6749, section 4.1.2: the code may have been stolen.
        await tx.update(OAuthTokenRow, { grantId: grant.id }, { isRevoked: true });
        return null;
      }
      if (this.isOver(grant.expiresAt)) throw invalidCode('has expired');
      requireSameClient(grant, request);
      await tx.update(GrantRow, { id: grant.id }, { isUsed: true });
      return this.newTokens(tx, { ...holderOf(grant), grantId: grant.id });
    });
    if (issued === null) throw invalidCode('has been used; the tokens that it gave are revoked');
    return issued;
  }

  /** Clients also send nothing but the token, which says whose it is. */
  private async refresh({ clientId, clientSecret, refreshToken }: TokenRequest): Promise<IssuedTokens> {
    if (clientId) await this.applications.requireClient(clientId, clientSecret);
    const refreshHash = hashOf(present('refresh_token', refreshToken));
    return this.unitOfWork.run(async (tx) => {
      const before = await tx.findOneBy(
        OAuthTokenRow,
        clientId ? { refreshHash, clientId } : { refreshHash },
      );
      if (before === null || before.isRevoked || this.isOver(before.refreshExpiresAt))
        throw new OAuthError('invalid_grant', 'refresh_token is not known, has been used or has expired');
      await tx.update(OAuthTokenRow, { id: before.id }, { isRevoked: true });
      return this.newTokens(tx, { ...holderOf(before), grantId: before.grantId });
    });
  }

  private async newTokens(tx: EntityManager, holder: Holder): Promise<IssuedTokens> {
    const createdAt = this.clock.now();
    await tx.delete(OAuthTokenRow, { refreshExpiresAt: LessThan(createdAt.toISOString()) });
    const serial = ((await tx.maximum(OAuthTokenRow, 'id')) ?? 0) + 1;
    const issued = {
      accessToken: `atu_${newSecret(`access ${serial} of ${holder.clientId}`, this.clock)}`,
      refreshToken: `refresh_${newSecret(`refresh ${serial} of ${holder.clientId}`, this.clock)}`,
      scope: holder.scope,
      createdAt,
      expiresAt: after(createdAt, ACCESS_MS),
      refreshExpiresAt: after(createdAt, REFRESH_MS),
    };
    await tx.save(OAuthTokenRow, {
      ...holder,
      accessHash: hashOf(issued.accessToken),
      refreshHash: hashOf(issued.refreshToken),
      expiresAt: issued.expiresAt.toISOString(),
      refreshExpiresAt: issued.refreshExpiresAt.toISOString(),
      isRevoked: false,
    });
    return issued;
  }

  private isOver(time: string): boolean {
    return time <= this.clock.now().toISOString();
  }
}

const after = (time: Date, ms: number) => new Date(time.getTime() + ms);

const holderOf = ({ clientId, userId, scope }: Omit<Holder, 'grantId'>) => ({ clientId, userId, scope });

function present<T>(field: string, value: T | undefined): T {
  if (value === undefined || value === '') throw new OAuthError('invalid_request', `${field} is missing`);
  return value;
}

const invalidCode = (problem: string) => new OAuthError('invalid_grant', `code ${problem}`);

/** @throws OAuthError `invalid_grant` when the client cannot prove that the code is its own */
function requireSameClient(grant: GrantRow, { redirectUri, codeVerifier }: TokenRequest): void {
  if (redirectUri !== undefined && redirectUri !== grant.redirectUri)
    throw new OAuthError('invalid_grant', 'redirect_uri is not the one that the code was sent to');
  const { challenge: value, challengeMethod: method } = grant;
  if (value === null && codeVerifier === undefined) return;
  // RFC 9700, section 2.1.1: a verifier without a challenge means that the challenge was removed by an attacker.
  if (value === null || codeVerifier === undefined || !isMet({ value, method }, codeVerifier))
    throw new OAuthError('invalid_grant', 'code_verifier does not fit the code_challenge');
}

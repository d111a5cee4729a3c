import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, UnitOfWork, quoted } from '#domain';
import { ForgeSettings } from '../forge-settings.js';
import { ApplicationRow } from './application.entity.js';
import { GrantRow } from './grant.entity.js';
import { OAuthError } from './oauth-error.js';
import { OAuthTokenRow } from './oauth-token.entity.js';
import { redirectUriProblem } from './redirect-uri.js';
import { hashOf, newSecret } from './secrets.js';

export interface NewApplication {
  readonly name: string;
  /** Generated when left out, like the secret. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** False for a public client, which has no secret. */
  readonly isConfidential?: boolean | undefined;
  readonly redirectUris: readonly string[];
}

/** The OAuth applications. In `open` unregistered ones may ask for access, too. */
@Injectable()
export class Applications {
  constructor(
    @InjectRepository(ApplicationRow) private readonly rows: Table<ApplicationRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: ForgeSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid`, `conflict` */
  async register({
    name,
    redirectUris,
    isConfidential = true,
    ...given
  }: NewApplication): Promise<ApplicationRow> {
    if (redirectUris.length === 0)
      throw new ForgeError('invalid', 'redirect_uris must name at least one address');
    const problem = redirectUris.map(redirectUriProblem).find((each) => each !== null);
    if (typeof problem === 'string') throw new ForgeError('invalid', problem);
    if (!isConfidential && given.clientSecret !== undefined)
      throw new ForgeError('invalid', 'An application with a client_secret is confidential');
    return this.unitOfWork.run(async (tx) => {
      const serial = ((await tx.maximum(ApplicationRow, 'id')) ?? 0) + 1;
      const clientId = given.clientId ?? newSecret(`client ${serial}`, this.clock);
      if (await tx.existsBy(ApplicationRow, { clientId }))
        throw new ForgeError('conflict', `client_id ${quoted(clientId)} is taken`);
      const secret = given.clientSecret ?? newSecret(`secret of client ${serial}`, this.clock);
      return tx.save(ApplicationRow, {
        name,
        clientId,
        clientSecret: isConfidential ? secret : null,
        redirectUris: [...redirectUris],
        createdAt: this.clock.now().toISOString(),
      });
    });
  }

  /** In the order in which they were registered. */
  async list(): Promise<ApplicationRow[]> {
    return this.rows.find({ order: { id: 'ASC' } });
  }

  /** Also revokes its codes and tokens. @throws ForgeError `not_found` */
  async remove(clientId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.delete(ApplicationRow, { clientId });
      if (affected === 0)
        throw new ForgeError('not_found', `There is no application with client_id ${quoted(clientId)}`);
      await tx.delete(GrantRow, { clientId });
      await tx.update(OAuthTokenRow, { clientId }, { isRevoked: true });
    });
  }

  /** Its display name. */
  async nameOf(clientId: string): Promise<string> {
    return (await this.find(clientId))?.name ?? clientId;
  }

  /** Checks the redirect URI. @throws OAuthError `invalid_request`, which must not be sent to that URI */
  async returnAddress(clientId: string | undefined, redirectUri: string | undefined): Promise<string> {
    if (clientId === undefined || clientId === '')
      throw new OAuthError('invalid_request', 'client_id is missing');
    const application = await this.find(clientId);
    if (application === null && this.settings.auth === 'strict')
      throw notRegistered('invalid_request', clientId);
    const registered = application?.redirectUris ?? null;
    const uri = redirectUri ?? (registered?.length === 1 ? registered[0] : undefined);
    if (uri === undefined) throw new OAuthError('invalid_request', 'redirect_uri is missing');
    const problem = redirectUriProblem(uri);
    if (problem !== null) throw new OAuthError('invalid_request', problem);
    if (registered === null || registered.includes(uri)) return uri;
    const right = `there are ${registered.map(quoted).join(', ')}`;
    throw new OAuthError('invalid_request', `redirect_uri ${quoted(uri)} is not registered; ${right}`);
  }

  /** @throws OAuthError `invalid_client` when the client cannot authenticate */
  async requireClient(clientId: string, secret: string | undefined): Promise<void> {
    const application = await this.find(clientId);
    if (application === null) {
      if (this.settings.auth === 'strict') throw notRegistered('invalid_client', clientId);
      return;
    }
    const { clientSecret } = application;
    if (clientSecret === null || (secret !== undefined && hashOf(secret) === hashOf(clientSecret))) return;
    const problem = secret === undefined ? 'is missing' : 'is wrong';
    throw new OAuthError('invalid_client', `client_secret of ${quoted(clientId)} ${problem}`);
  }

  private async find(clientId: string): Promise<ApplicationRow | null> {
    return this.rows.findOneBy({ clientId });
  }
}

const notRegistered = (code: 'invalid_request' | 'invalid_client', clientId: string) =>
  new OAuthError(
    code,
    `client_id ${quoted(clientId)} is not registered: POST /_mock/applications and seeds register applications`,
  );

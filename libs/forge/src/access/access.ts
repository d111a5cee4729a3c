import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type Repository as Table } from 'typeorm';
import { ForgeError, fullName, UnitOfWork, type Repository, type User } from '#domain';
import { CollaboratorRow, type Permission } from '../repositories/collaborator.entity.js';
import { ForgeSettings } from '../forge-settings.js';
import type { Right } from './right.js';
import { NamespaceRow } from '../users/namespace.entity.js';
import { repositoryNotFound, requireRepository } from '../repositories/require-repository.js';

/** The one table of who may do what. */
const RIGHTS: Readonly<Record<Permission, ReadonlySet<Right>>> = {
  pull: new Set(['read']),
  push: new Set(['read', 'push']),
  admin: new Set(['read', 'push', 'administer']),
};

/** Who may do what. In `open` everybody may do everything. */
@Injectable()
export class Access {
  constructor(
    @InjectRepository(CollaboratorRow) private readonly collaborators: Table<CollaboratorRow>,
    @InjectRepository(NamespaceRow) private readonly namespaces: Table<NamespaceRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: ForgeSettings,
  ) {}

  /** @throws ForgeError `not_found` to those who may not even read, `forbidden` to those who may read but not this */
  async require(user: User, repository: Repository, needed: Right): Promise<void> {
    if (this.settings.auth === 'open') return;
    const held = await this.permission(user, repository);
    if (held === null) throw repositoryNotFound(fullName(repository));
    if (!RIGHTS[held].has(needed)) {
      throw new ForgeError('forbidden', `${user.login} may not ${needed} in ${fullName(repository)}`);
    }
  }

  /** Whether `require` would let them. */
  async allows(user: User, repository: Repository, needed: Right): Promise<boolean> {
    if (this.settings.auth === 'open') return true;
    const held = await this.permission(user, repository);
    return held !== null && RIGHTS[held].has(needed);
  }

  /** @throws ForgeError `forbidden` when the namespace belongs to somebody else */
  async requireNamespace(user: User, owner: string): Promise<void> {
    if (this.settings.auth === 'open') return;
    const namespace = await this.namespaces.findOneBy({ pathKey: owner.toLowerCase() });
    if (namespace === null || namespace.ownerId === user.id) return;
    throw new ForgeError('forbidden', `${user.login} may not create repositories in ${owner}`);
  }

  async grant(repository: Repository, user: User, permission: Permission): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      await tx.save(CollaboratorRow, { repositoryId: repository.id, userId: user.id, permission });
    });
  }

  async revoke(repository: Repository, user: User): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.delete(CollaboratorRow, { repositoryId: repository.id, userId: user.id }),
    );
  }

  private async permission(user: User, repository: Repository): Promise<Permission | null> {
    const namespace = await this.namespaces.findOneBy({ pathKey: repository.owner.toLowerCase() });
    if (namespace?.ownerId === user.id) return 'admin';
    const collaborator = await this.collaborators.findOneBy({ repositoryId: repository.id, userId: user.id });
    if (collaborator) return collaborator.permission;
    return repository.visibility === 'private' ? null : 'pull';
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type Repository as Table } from 'typeorm';
import { ForgeError, fullName, UnitOfWork, type Repository, type User } from '#domain';
import { CollaboratorRow, type Permission } from '../repositories/collaborator.entity.js';
import { ForgeSettings } from '../forge-settings.js';
import type { Right } from './right.js';
import { MemberRow } from '../organisations/member.entity.js';
import { NamespaceRow } from '../users/namespace.entity.js';
import type { Caller } from '../oauth/authentication.js';
import { Users } from '../users/users.js';
import { repositoryNotFound, requireRepository } from '../repositories/require-repository.js';

/** The one table of who may do what, the highest right first. */
const RIGHTS: Readonly<Record<Permission, readonly [Right, ...Right[]]>> = {
  pull: ['read'],
  push: ['push', 'read'],
  admin: ['administer', 'push', 'read'],
};

/** Somebody who may work in a repository. */
export interface Collaborator {
  readonly user: User;
  readonly permission: Permission;
}

/** Who may do what. In `open` everybody may do everything. */
@Injectable()
export class Access {
  constructor(
    @InjectRepository(CollaboratorRow) private readonly collaborators: Table<CollaboratorRow>,
    @InjectRepository(NamespaceRow) private readonly namespaces: Table<NamespaceRow>,
    @InjectRepository(MemberRow) private readonly members: Table<MemberRow>,
    private readonly users: Users,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: ForgeSettings,
  ) {}

  /** @throws ForgeError `not_found` to those who may not even read, `forbidden` to those who may read but not this */
  async require(user: User, repository: Repository, needed: Right): Promise<void> {
    if (this.settings.auth === 'open') return;
    const held = await this.permission(user, repository);
    if (held === null) throw repositoryNotFound(fullName(repository));
    if (!RIGHTS[held].includes(needed)) {
      throw new ForgeError('forbidden', `${user.login} may not ${needed} in ${fullName(repository)}`);
    }
  }

  /** Whether `require` would let them. */
  async allows(user: User, repository: Repository, needed: Right): Promise<boolean> {
    if (this.settings.auth === 'open') return true;
    const held = await this.permission(user, repository);
    return held !== null && RIGHTS[held].includes(needed);
  }

  /** The highest right that they have. */
  async right(user: User, repository: Repository): Promise<Right> {
    if (this.settings.auth === 'open') return 'administer';
    const [highest] = RIGHTS[(await this.permission(user, repository)) ?? 'pull'];
    return highest;
  }

  /** @throws ForgeError `forbidden` when the namespace belongs to somebody else */
  async requireNamespace(user: User, owner: string): Promise<void> {
    if (this.settings.auth === 'open') return;
    const namespace = await this.namespaces.findOneBy({ pathKey: owner.toLowerCase() });
    if (namespace === null || namespace.ownerId === user.id) return;
    if (await this.members.existsBy({ namespaceId: namespace.id, userId: user.id })) return;
    throw new ForgeError('forbidden', `${user.login} may not create repositories in ${owner}`);
  }

  /**
   * For what is about all users: in `strict` only the first user, with a token of their own, not an application's.
   * @throws ForgeError `forbidden`
   */
  async requireServer({ user, scopes }: Caller): Promise<void> {
    if (this.settings.auth === 'open') return;
    const first = await this.users.defaultUser();
    if (user.id !== first.id || scopes !== null)
      throw new ForgeError('forbidden', `Only ${first.login}, with their own token, may do this`);
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

  /** The owner, and those who were given a permission in it, oldest users first. */
  async people(repository: Repository): Promise<readonly Collaborator[]> {
    const rows = await this.collaborators.find({
      where: { repositoryId: repository.id },
      order: { userId: 'ASC' },
    });
    const namespace = await this.namespaces.findOneBy({ pathKey: repository.owner.toLowerCase() });
    const users = await this.users.byIds(rows.map(({ userId }) => userId));
    const others = rows.flatMap(({ userId, permission }): Collaborator[] => {
      const user = users.get(userId);
      return user === undefined || userId === namespace?.ownerId ? [] : [{ user, permission }];
    });
    const owner = namespace && (await this.users.byId(namespace.ownerId));
    return owner === null ? others : [{ user: owner, permission: 'admin' }, ...others];
  }

  /** What somebody may do in it, whatever `open` lets them do; null for nothing. */
  async permission(user: User, repository: Repository): Promise<Permission | null> {
    const namespace = await this.namespaces.findOneBy({ pathKey: repository.owner.toLowerCase() });
    if (namespace?.ownerId === user.id) return 'admin';
    const collaborator = await this.collaborators.findOneBy({
      repositoryId: repository.id,
      userId: user.id,
    });
    const member =
      namespace && (await this.members.findOneBy({ namespaceId: namespace.id, userId: user.id }));
    if (member?.role === 'admin') return 'admin';
    if (collaborator) return collaborator.permission;
    if (member) return 'push';
    return repository.visibility === 'private' ? null : 'pull';
  }
}

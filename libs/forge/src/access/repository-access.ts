import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ForgeError, fullName, UnitOfWork, type Repository, type RepositoryPath, type User } from '#domain';
import { Access } from './access.js';
import type { Right } from './right.js';
import { ForgeSettings } from '../forge-settings.js';
import { checkName, checkOwner } from '../users/names.js';
import { FormerAddresses } from '../repositories/addresses/former-addresses.js';
import { RepositoryMoved } from '../repositories/addresses/repository-moved.js';
import { Repositories, type NewRepository } from '../repositories/repositories.js';
import { repositoryNotFound, requireRepository } from '../repositories/require-repository.js';
import { Users } from '../users/users.js';

export interface EnsuredRepository extends NewRepository {
  /** What to make of an owner that is not there. */
  readonly ownerKind: 'user' | 'organisation';
}

/** Which repository a path means to somebody, if they may do with it what they want to. */
@Injectable()
export class RepositoryAccess {
  constructor(
    private readonly repositories: Repositories,
    private readonly former: FormerAddresses,
    private readonly access: Access,
    private readonly users: Users,
    private readonly settings: ForgeSettings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @throws ForgeError `not_found` when there is no such repository, or none that the user may read; RepositoryMoved when it
   *   has another address by now; `forbidden`
   */
  async find(at: RepositoryPath, user: User, needed: Right): Promise<Repository> {
    const repository = (await this.repositories.find(at)) ?? (await this.missing(at, user));
    await this.access.require(user, repository, needed);
    return repository;
  }

  /** One that is known by its id. @throws ForgeError `not_found` when there is none, or none that the user may read */
  async byId(id: number, user: User): Promise<Repository> {
    const repository = await this.repositories.byId(id);
    // Its name is no business of others either.
    if (repository !== null && (await this.access.allows(user, repository, 'read'))) return repository;
    throw repositoryNotFound(String(id));
  }

  /** Whoever wrote something may change it, and so may those who may push. @throws ForgeError `forbidden` */
  async toEdit(repository: Repository, authorId: number, user: User): Promise<void> {
    if (authorId !== user.id) await this.access.require(user, repository, 'push');
  }

  /** Whether it is still what was found. @throws ForgeError `not_found` */
  requireThere(repository: Repository, tx: EntityManager): Promise<void> {
    return requireRepository(repository, tx);
  }

  /**
   * What a push would start from: null for a repository that the push will create.
   * @throws ForgeError `not_found`, `forbidden`, or `invalid` for a name that can't become a repository; StorageError while
   *   nothing can be recorded: git will not ask before it moves the refs
   */
  async beforePush(at: RepositoryPath, user: User): Promise<Repository | null> {
    await this.unitOfWork.requireWritable();
    const repository = await this.repositories.find(at);
    if (repository === null) await this.requireNotMoved(at, user);
    if (repository === null && this.settings.createOnPush) {
      checkOwner('owner', at.owner);
      checkName('repository', at.path);
      await this.access.requireNamespace(user, at.owner);
      return null;
    }
    if (repository === null) throw repositoryNotFound(fullName(at));
    await this.access.require(user, repository, 'push');
    return repository;
  }

  /** The repository that takes the push; made now if need be. @throws as `beforePush` */
  async toPush(at: RepositoryPath, user: User): Promise<Repository> {
    return (await this.beforePush(at, user)) ?? this.create({ owner: at.owner, name: at.path }, user);
  }

  /**
   * The repository of that name; made now, with its owner, if there is none. One that is there stays as it is.
   * @throws ForgeError `forbidden`, `not_found` to those who may not read it, or as `Repositories.create`
   */
  async ensure({ ownerKind, ...input }: EnsuredRepository, user: User): Promise<Repository> {
    const at = { owner: input.owner, path: input.path ?? input.name };
    const known = await this.repositories.find(at);
    if (known !== null) {
      await this.access.require(user, known, 'read');
      return known;
    }
    await this.access.requireNamespace(user, at.owner);
    const isUserWanted = ownerKind === 'user' && !(await this.users.isOrganisation(at.owner));
    const creator = isUserWanted ? (await this.users.ensure({ login: at.owner })).user : user;
    return this.create(input, creator);
  }

  private async missing(at: RepositoryPath, user: User): Promise<never> {
    await this.requireNotMoved(at, user);
    throw repositoryNotFound(fullName(at));
  }

  /** @throws RepositoryMoved to those who may read it where it is now */
  private async requireNotMoved(at: RepositoryPath, user: User): Promise<void> {
    const moved = await this.former.find(at);
    if (moved !== null && (await this.access.allows(user, moved, 'read')))
      throw new RepositoryMoved(fullName(at), moved);
  }

  private async create(input: NewRepository, user: User): Promise<Repository> {
    try {
      return await this.repositories.create(input, user);
    } catch (error) {
      const { owner, name, path = name } = input;
      // Somebody else has made it in the meantime.
      if (error instanceof ForgeError && error.code === 'conflict')
        return this.repositories.get({ owner, path });
      throw error;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository as Table } from 'typeorm';
import type { Repository, User } from '#domain';
import { BareRepositories } from '#git';
import { Repositories } from './repositories.js';
import { RepositoryRow } from './repository.entity.js';
import { repositoryOf } from './repository-of.js';

/** Forks of repositories. */
@Injectable()
export class Forks {
  constructor(
    @InjectRepository(RepositoryRow) private readonly rows: Table<RepositoryRow>,
    private readonly bare: BareRepositories,
    private readonly repositories: Repositories,
  ) {}

  /** Creates a repository with the branches and tags of another. @throws ForgeError as `Repositories.create` */
  create(
    parent: Repository,
    to: { readonly owner: string; readonly name?: string | undefined; readonly path?: string | undefined },
    creator: User,
  ): Promise<Repository> {
    const { description, visibility } = parent;
    const names = {
      owner: to.owner,
      name: to.name ?? to.path ?? parent.name,
      path: to.path ?? to.name ?? parent.path,
    };
    return this.repositories.create({ ...names, description, visibility, parent }, creator);
  }

  /** The related repository in a namespace: its fork, its parent, or a sibling fork. */
  async relative(repository: Repository, owner: string): Promise<Repository | null> {
    const { parentId = null } = (await this.rows.findOneBy({ id: repository.id })) ?? {};
    const namespace = { pathKey: owner.toLowerCase() };
    const family = parentId === null ? [repository.id] : [repository.id, parentId];
    const row = await this.rows.findOne({
      where: [
        { namespace, parentId: In(family) },
        { namespace, id: In(family) },
      ],
      order: { id: 'ASC' },
    });
    return row && repositoryOf(row, this.bare);
  }
}

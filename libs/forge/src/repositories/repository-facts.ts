import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import type { Repository, User } from '#domain';
import { BareRepositories } from '#git';
import type { NamespaceRow } from '../users/namespace.entity.js';
import { Users } from '../users/users.js';
import { repositoryOf } from './repository-of.js';
import { RepositoryRow } from './repository.entity.js';

/** What the REST API tells of a repository beyond what events carry. */
export interface RepositoryDetails {
  readonly repository: Repository;
  readonly namespace: NamespaceRow;
  /** Who owns the namespace. */
  readonly owner: User;
  /** The repository that it was forked from, while that exists. */
  readonly parent: Repository | null;
  readonly forksCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Reads what is known of many repositories in a few queries. */
@Injectable()
export class RepositoryFacts {
  constructor(
    @InjectRepository(RepositoryRow) private readonly rows: Table<RepositoryRow>,
    private readonly bare: BareRepositories,
    private readonly users: Users,
  ) {}

  /** By id, without those that there are not. @param manager of the transaction that has changed them, if one has */
  async byIds(
    ids: readonly number[],
    manager: EntityManager = this.rows.manager,
  ): Promise<ReadonlyMap<number, Repository>> {
    const rows = await this.rowsOf(ids, manager);
    return new Map(rows.map((row) => [row.id, repositoryOf(row, this.bare)]));
  }

  /** By id, without those that there are not. */
  async detailsByIds(ids: readonly number[]): Promise<ReadonlyMap<number, RepositoryDetails>> {
    const details = await this.details(await this.rowsOf(ids, this.rows.manager));
    return new Map(details.map((one) => [one.repository.id, one]));
  }

  /** In the order of the rows. */
  async details(rows: readonly RepositoryRow[]): Promise<RepositoryDetails[]> {
    const owners = await this.users.knownAmong(rows.map(({ namespace }) => namespace.ownerId));
    const parents = await this.byIds(rows.flatMap(({ parentId }) => parentId ?? []));
    const forks = await this.forksCounts(rows);
    return rows.map((row) => ({
      repository: repositoryOf(row, this.bare),
      namespace: row.namespace,
      owner: owners(row.namespace.ownerId),
      parent: parents.get(row.parentId ?? 0) ?? null,
      forksCount: forks.get(row.id) ?? 0,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    }));
  }

  private async rowsOf(ids: readonly number[], manager: EntityManager): Promise<RepositoryRow[]> {
    return ids.length === 0 ? [] : manager.findBy(RepositoryRow, { id: In([...new Set(ids)]) });
  }

  private async forksCounts(rows: readonly RepositoryRow[]): Promise<ReadonlyMap<number, number>> {
    const counts = await this.rows
      .createQueryBuilder('fork')
      .select('fork.parentId', 'id')
      .addSelect('COUNT(*)', 'count')
      .where({ parentId: In(rows.map(({ id }) => id)) })
      .groupBy('fork.parentId')
      .getRawMany<{ id: number; count: number | string }>();
    return new Map(counts.map(({ id, count }) => [id, Number(count)]));
  }
}

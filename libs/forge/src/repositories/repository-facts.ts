import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import type { Repository, User } from '#domain';
import { BareRepositories } from '#git';
import type { NamespaceRow } from '../users/namespace.entity.js';
import { Users } from '../users/users.js';
import { RepositoryRow } from './repository.entity.js';

/** What the REST API tells of a repository beyond what events carry. */
export interface RepositoryDetails {
  readonly repository: Repository;
  readonly namespace: Pick<NamespaceRow, 'id' | 'path' | 'kind' | 'ownerId'>;
  /** Who owns the namespace. */
  readonly owner: User;
  /** The repository that it was forked from, while that exists. */
  readonly parent: Repository | null;
  readonly forksCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A repository's row with its namespace's. */
interface FoundRow extends Omit<Repository, 'defaultBranch'> {
  readonly parentId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly namespaceId: number;
  readonly kind: NamespaceRow['kind'];
  readonly ownerId: number;
}

/**
 * Reads what is known of many repositories in a few queries, without TypeORM's builder: most calls ask for it, and that takes
 * ten times as long as the database.
 */
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
    const found = await this.found(ids, manager);
    return new Map(found.map((row) => [row.id, this.shown(row)]));
  }

  /** In the order of the ids, without those that there are not. */
  async details(ids: readonly number[]): Promise<RepositoryDetails[]> {
    const found = new Map((await this.found(ids, this.rows.manager)).map((row) => [row.id, row]));
    const rows = ids.flatMap((id) => found.get(id) ?? []);
    const owner = await this.users.knownAmong(rows.map(({ ownerId }) => ownerId));
    const parents = await this.byIds(rows.flatMap(({ parentId }) => parentId ?? []));
    const forks = await this.forksCounts(ids);
    return rows.map((row) => ({
      repository: this.shown(row),
      namespace: { id: row.namespaceId, path: row.owner, kind: row.kind, ownerId: row.ownerId },
      owner: owner(row.ownerId),
      parent: parents.get(row.parentId ?? 0) ?? null,
      forksCount: forks.get(row.id) ?? 0,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    }));
  }

  private shown({ id, owner, path, name, description, visibility }: FoundRow): Repository {
    const defaultBranch = this.bare.defaultBranch({ owner, path });
    return { id, owner, path, name, description, visibility, defaultBranch };
  }

  private async found(ids: readonly number[], manager: EntityManager): Promise<FoundRow[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return [];
    return manager.sql<FoundRow[]>`
      SELECT repository.id, repository.path, repository.name, repository.description, repository.visibility,
        repository.parent_id AS "parentId", repository.created_at AS "createdAt", repository.updated_at AS "updatedAt",
        namespace.id AS "namespaceId", namespace.path AS owner, namespace.kind, namespace.owner_id AS "ownerId"
      FROM repositories repository JOIN namespaces namespace ON namespace.id = repository.namespace_id
      WHERE repository.id IN (${() => wanted})`;
  }

  private async forksCounts(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
    if (ids.length === 0) return new Map();
    const counts = await this.rows.sql<{ id: number; count: number | string }[]>`
      SELECT parent_id AS id, COUNT(*) AS count FROM repositories WHERE parent_id IN (${() => ids}) GROUP BY parent_id`;
    return new Map(counts.map(({ id, count }) => [id, Number(count)]));
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, type Repository as Table, type SelectQueryBuilder } from 'typeorm';
import type { Repository, User } from '#domain';
import { joined, ReadableRepositories } from './readable-repositories.js';
import { containing } from '../containing.js';
import { RepositoryFacts, type RepositoryDetails } from '../repositories/repository-facts.js';
import { RepositoryRow } from '../repositories/repository.entity.js';
import type { NamespaceRow } from '../users/namespace.entity.js';

const ORDERS = {
  id: 'repository.id',
  created: 'repository.createdAt',
  updated: 'repository.updatedAt',
  pushed: 'repository.pushedAt',
  full_name: 'namespace.pathKey',
} as const;

export interface RepositoryFilter {
  /** Those of one namespace. */
  readonly owner?: NamespaceRow | undefined;
  /** Those that somebody owns, works in, or belongs to the organisation of. */
  readonly of?: User | undefined;
  readonly relation?: 'all' | 'owner' | 'member' | undefined;
  /** Part of the name, the path or the description, in any case. */
  readonly words?: string | undefined;
  readonly visibility?: 'public' | 'internal' | 'private' | undefined;
  /** Whether forks are shown, or nothing else. */
  readonly forks?: 'with' | 'without' | 'only' | undefined;
  /** Forks of this one alone. */
  readonly parent?: Repository | undefined;
  /** ISO 8601 in UTC, inclusive. */
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly sort?: keyof typeof ORDERS | undefined;
  readonly direction?: 'asc' | 'desc' | undefined;
}

/** Lists of repositories, as far as somebody may see them. */
@Injectable()
export class RepositoryLists {
  constructor(
    @InjectRepository(RepositoryRow) private readonly rows: Table<RepositoryRow>,
    private readonly facts: RepositoryFacts,
    private readonly readable: ReadableRepositories,
  ) {}

  async page(
    filter: RepositoryFilter,
    viewer: User,
    { skip, take }: { readonly skip: number; readonly take: number },
  ): Promise<{ found: readonly RepositoryDetails[]; total: number }> {
    const query = this.rows
      .createQueryBuilder('repository')
      .innerJoinAndSelect('repository.namespace', 'namespace');
    this.choose(query, filter);
    this.readable.restrict(query, viewer);
    const order = filter.direction === 'desc' ? 'DESC' : 'ASC';
    query.orderBy(ORDERS[filter.sort ?? 'full_name'], order).addOrderBy('repository.pathKey', order);
    const [rows, total] = await query
      .addOrderBy('repository.id', order)
      .skip(skip)
      .take(take)
      .getManyAndCount();
    return { found: await this.facts.details(rows.map(({ id }) => id)), total };
  }

  private choose(query: SelectQueryBuilder<RepositoryRow>, filter: RepositoryFilter): void {
    const { owner, of, relation = 'all', words, visibility, forks = 'with', parent } = filter;
    const { createdAfter, createdBefore } = filter;
    if (owner !== undefined) query.andWhere('namespace.id = :owner', { owner: owner.id });
    if (of !== undefined) query.andWhere(relatedTo(relation), { of: of.id });
    if (visibility !== undefined) query.andWhere('repository.visibility = :visibility', { visibility });
    if (forks === 'without') query.andWhere('repository.parentId IS NULL');
    if (forks === 'only') query.andWhere('repository.parentId IS NOT NULL');
    if (parent !== undefined) query.andWhere('repository.parentId = :parent', { parent: parent.id });
    if (createdAfter !== undefined) query.andWhere('repository.createdAt >= :createdAfter', { createdAfter });
    if (createdBefore !== undefined)
      query.andWhere('repository.createdAt <= :createdBefore', { createdBefore });
    if (words)
      query.andWhere(
        new Brackets((either) =>
          either
            .where("LOWER(repository.name) LIKE LOWER(:words) ESCAPE '\\'")
            .orWhere("namespace.pathKey || '/' || repository.pathKey LIKE LOWER(:words) ESCAPE '\\'")
            .orWhere("LOWER(repository.description) LIKE LOWER(:words) ESCAPE '\\'"),
        ),
        { words: containing(words) },
      );
  }
}

const OWNED = 'namespace.ownerId = :of';

function relatedTo(relation: 'all' | 'owner' | 'member'): string {
  switch (relation) {
    case 'owner':
      return OWNED;
    case 'member':
      return `(${joined('of')} AND NOT ${OWNED})`;
    case 'all':
      return `(${OWNED} OR ${joined('of')})`;
  }
}

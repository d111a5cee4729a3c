import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import { ForgeError, quoted, type IssueState, type User } from '#domain';
import { Organisations } from '../organisations/organisations.js';
import { ReadableRepositories } from '../access/readable-repositories.js';
import { inOrder, issuesMatching, type IssueFilter, type IssueScope } from './issue-filter.js';
import { IssueChangeRow } from './issue-change.entity.js';
import { IssueRow } from './issue.entity.js';

interface Stretch {
  readonly skip: number;
  readonly take: number;
}

interface IssuePage {
  readonly rows: readonly IssueRow[];
  /** The number of all matches. */
  readonly total: number;
  /** The number of matches in any state. */
  readonly counts: Readonly<Record<IssueState, number>>;
}

/** Finds issues, in one repository or in many. */
@Injectable()
export class IssueList {
  constructor(
    @InjectRepository(IssueRow) private readonly rows: Table<IssueRow>,
    @InjectRepository(IssueChangeRow) private readonly changes: Table<IssueChangeRow>,
    private readonly organisations: Organisations,
    private readonly readable: ReadableRepositories,
  ) {}

  /**
   * @param reader sees only issues of repositories that they may read; the caller has checked a single repository
   * @throws ForgeError `not_found` for an owner who does not exist
   */
  async page(
    scope: IssueScope,
    filter: IssueFilter,
    reader: User,
    { skip, take }: Stretch,
  ): Promise<IssuePage> {
    if (typeof scope === 'object' && 'owner' in scope) await this.organisations.namespace(scope.owner);
    const query = issuesMatching(this.rows, scope, filter);
    if (isOfMany(scope)) this.readable.restrict(query, reader);
    const found = await query
      .clone()
      .select('issue.state', 'state')
      .addSelect('COUNT(*)', 'count')
      .groupBy('issue.state')
      .getRawMany<{ state: IssueState; count: number | string }>();
    const count = (state: IssueState) => Number(found.find((row) => row.state === state)?.count ?? 0);
    const counts = { opened: count('opened'), closed: count('closed') };
    if (filter.state !== undefined) query.andWhere('issue.state = :state', { state: filter.state });
    const rows = await inOrder(query, filter, scope).offset(skip).limit(take).getMany();
    const total = filter.state === undefined ? counts.opened + counts.closed : counts[filter.state];
    return { rows, total, counts };
  }

  /** An owner's issue by its id or, if there is none, by its number. @throws ForgeError `not_found` */
  async ofOwner(owner: string, number: number, reader: User): Promise<IssueRow> {
    const query = issuesMatching(this.rows, { owner }, { sort: 'created', direction: 'ASC' });
    this.readable.restrict(query, reader);
    const row = await query
      .andWhere('(issue.id = :number OR issue.iid = :number)', { number })
      .orderBy('CASE WHEN issue.id = :number THEN 0 ELSE 1 END', 'ASC')
      .addOrderBy('issue.id', 'ASC')
      .limit(1)
      .getOne();
    if (row !== null) return row;
    throw new ForgeError(
      'not_found',
      `Issue ${number} does not exist in the repositories of ${quoted(owner)}`,
    );
  }

  /** The history of an issue, oldest first. */
  async changesOf({ id }: IssueRow): Promise<readonly IssueChangeRow[]> {
    return this.changes.find({ where: { issueId: id }, order: { id: 'ASC' } });
  }
}

const isOfMany = (scope: IssueScope): boolean => typeof scope === 'string' || 'owner' in scope;

import type { Repository as Table, SelectQueryBuilder } from 'typeorm';
import type { IssueState } from '#domain';
import { LabelRow } from '../labels/label.entity.js';
import { MilestoneRow } from '../milestones/milestone.entity.js';
import { NamespaceRow } from '../users/namespace.entity.js';
import { RepositoryRow } from '../repositories/repository.entity.js';
import { UserRow } from '../users/user.entity.js';
import { IssueLabelRow, type IssueRow } from './issue.entity.js';
import { hasWords } from './words.js';

/** Which issues to list; undefined fields match all. */
export interface IssueFilter {
  readonly state?: IssueState | undefined;
  /** All of them, by name. */
  readonly labels?: readonly string[] | undefined;
  /** By number or title; `none` and `*` for those without and with one. */
  readonly milestone?: string | undefined;
  /** By login; `none` and `*` for those without and with one. */
  readonly assignee?: string | undefined;
  /** By login. */
  readonly creator?: string | undefined;
  /** Users involved, by id. */
  readonly involved?: { readonly userId: number; readonly as: 'assignee' | 'author' | 'either' } | undefined;
  /** Text in the title or the description. */
  readonly words?: string | undefined;
  /** ISO 8601 in UTC, like all times here. */
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly updatedAfter?: string | undefined;
  readonly updatedBefore?: string | undefined;
  readonly closedAfter?: string | undefined;
  readonly sort: 'created' | 'updated';
  readonly direction: 'ASC' | 'DESC';
}

/** One repository, all of a namespace, or all. */
export type IssueScope = { readonly repositoryId: number } | { readonly owner: string } | 'everywhere';

/**
 * All matches except for the state, unordered. The query joins `repository` and `namespace` unless it is for one
 * repository.
 */
export function issuesMatching(
  rows: Table<IssueRow>,
  scope: IssueScope,
  filter: IssueFilter,
): SelectQueryBuilder<IssueRow> {
  const query = rows.createQueryBuilder('issue');
  within(query, scope);
  const between = (column: string, after: string | undefined, before?: string) => {
    if (after) query.andWhere(`issue.${column} >= :${column}After`, { [`${column}After`]: after });
    if (before) query.andWhere(`issue.${column} <= :${column}Before`, { [`${column}Before`]: before });
  };
  between('createdAt', filter.createdAfter, filter.createdBefore);
  between('updatedAt', filter.updatedAfter, filter.updatedBefore);
  between('closedAt', filter.closedAfter);
  madeBy(query, filter);
  withMilestone(query, filter.milestone);
  withLabels(query, filter.labels ?? []);
  if (filter.words !== undefined) query.andWhere(hasWords('issue', filter.words));
  return query;
}

/** Numbers have the order of creation. */
export function inOrder(
  query: SelectQueryBuilder<IssueRow>,
  { sort, direction }: Pick<IssueFilter, 'sort' | 'direction'>,
  scope: IssueScope,
): SelectQueryBuilder<IssueRow> {
  const number = typeof scope === 'object' && 'repositoryId' in scope ? 'issue.iid' : 'issue.id';
  if (sort === 'created') return query.orderBy(number, direction);
  return query.orderBy('issue.updatedAt', direction).addOrderBy(number, direction);
}

function within(query: SelectQueryBuilder<IssueRow>, scope: IssueScope): void {
  if (typeof scope === 'object' && 'repositoryId' in scope) {
    query.where({ repositoryId: scope.repositoryId });
    return;
  }
  query
    .innerJoin(RepositoryRow, 'repository', 'repository.id = issue.repositoryId')
    .innerJoin(NamespaceRow, 'namespace', 'namespace.id = repository.namespaceId');
  if (scope !== 'everywhere') query.where('namespace.pathKey = :owner', { owner: scope.owner.toLowerCase() });
}

function madeBy(query: SelectQueryBuilder<IssueRow>, { assignee, creator, involved }: IssueFilter): void {
  const user = (column: 'authorId' | 'assigneeId', login: string) => {
    const named = query.subQuery().select('u.id').from(UserRow, 'u').where(`u.loginKey = :${column}Login`);
    query.andWhere(`issue.${column} IN ${named.getQuery()}`, { [`${column}Login`]: login.toLowerCase() });
  };
  if (creator !== undefined) user('authorId', creator);
  if (assignee === 'none') query.andWhere('issue.assigneeId IS NULL');
  else if (assignee === '*') query.andWhere('issue.assigneeId IS NOT NULL');
  else if (assignee !== undefined) user('assigneeId', assignee);
  if (involved === undefined) return;
  const columns = { assignee: ['assigneeId'], author: ['authorId'], either: ['assigneeId', 'authorId'] };
  const isInvolved = columns[involved.as].map((column) => `issue.${column} = :involved`).join(' OR ');
  query.andWhere(`(${isInvolved})`, { involved: involved.userId });
}

function withMilestone(query: SelectQueryBuilder<IssueRow>, milestone: string | undefined): void {
  if (milestone === undefined) return;
  if (milestone === 'none') query.andWhere('issue.milestoneId IS NULL');
  else if (milestone === '*') query.andWhere('issue.milestoneId IS NOT NULL');
  else {
    const titled = query.subQuery().select('m.id').from(MilestoneRow, 'm').where('m.title = :milestone');
    const number = /^\d{1,9}$/.test(milestone) ? Number(milestone) : 0;
    query.andWhere(`(issue.milestoneId = :milestoneNumber OR issue.milestoneId IN ${titled.getQuery()})`, {
      milestone,
      milestoneNumber: number,
    });
  }
}

function withLabels(query: SelectQueryBuilder<IssueRow>, labels: readonly string[]): void {
  for (const [index, label] of labels.entries()) {
    const labelled = query
      .subQuery()
      .select('il.issueId')
      .from(IssueLabelRow, 'il')
      .innerJoin(LabelRow, 'l', 'l.id = il.labelId')
      .where(`l.name = :label${index}`);
    query.andWhere(`issue.id IN ${labelled.getQuery()}`, { [`label${index}`]: label });
  }
}

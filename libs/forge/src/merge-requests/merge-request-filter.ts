import type { Repository as Table, SelectQueryBuilder } from 'typeorm';
import { hasWords } from '../issues/words.js';
import { IssueLinkRow } from '../issues/issue-link.entity.js';
import { IssueRow } from '../issues/issue.entity.js';
import { LabelRow } from '../labels/label.entity.js';
import { MergeRequestLabelRow } from './review/merge-request-label.entity.js';
import { MergeRequestPersonRow, type Role } from './review/merge-request-person.entity.js';
import { OPEN_STATES } from './merge-request-state.js';
import type { MergeRequestRow } from './merge-request.entity.js';
import { RepositoryRow } from '../repositories/repository.entity.js';
import { NamespaceRow } from '../users/namespace.entity.js';
import { UserRow } from '../users/user.entity.js';

/** Target repositories: a single one, those of a namespace, or all. */
export type MergeRequestScope = { readonly targetId: number } | { readonly owner: string } | 'everywhere';

/** Which merge requests to list; undefined fields match all. */
export interface MergeRequestFilter {
  readonly state?: 'open' | 'closed' | 'merged' | 'locked' | undefined;
  readonly targetBranch?: string | undefined;
  /** A branch, of any source repository or of one in this namespace. */
  readonly source?: { readonly branch: string; readonly owner: string | null } | undefined;
  readonly milestoneId?: number | undefined;
  /** All of them, by name. */
  readonly labels?: readonly string[] | undefined;
  /** Users by login. */
  readonly author?: string | undefined;
  readonly assignee?: string | undefined;
  readonly reviewer?: string | undefined;
  /** A repository of the namespace, by its path. */
  readonly target?: string | undefined;
  /** The id or number of a linked issue. */
  readonly issue?: number | undefined;
  /** What the title or the description has. */
  readonly words?: string | undefined;
  /** ISO 8601 in UTC, like all times here. */
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly updatedAfter?: string | undefined;
  readonly updatedBefore?: string | undefined;
  readonly mergedAfter?: string | undefined;
  readonly mergedBefore?: string | undefined;
  readonly sort: 'created' | 'updated';
  readonly direction: 'asc' | 'desc';
}

/** The query joins `repository` and `namespace` unless it is for one repository. */
export function mergeRequestsMatching(
  rows: Table<MergeRequestRow>,
  scope: MergeRequestScope,
  filter: MergeRequestFilter,
): SelectQueryBuilder<MergeRequestRow> {
  const query = rows.createQueryBuilder('request');
  within(query, scope, filter.target);
  if (filter.issue !== undefined) about(query, filter.issue);
  const states = filter.state === 'open' ? [...OPEN_STATES] : [filter.state];
  if (filter.state !== undefined) query.andWhere('request.state IN (:...states)', { states });
  const is = (column: string, value: string | number | undefined) => {
    if (value !== undefined) query.andWhere(`request.${column} = :${column}`, { [column]: value });
  };
  is('targetBranch', filter.targetBranch);
  is('milestoneId', filter.milestoneId);
  if (filter.source !== undefined) from(query, filter.source);
  const between = (column: string, after: string | undefined, before: string | undefined) => {
    if (after) query.andWhere(`request.${column} >= :${column}After`, { [`${column}After`]: after });
    if (before) query.andWhere(`request.${column} <= :${column}Before`, { [`${column}Before`]: before });
  };
  between('createdAt', filter.createdAfter, filter.createdBefore);
  between('updatedAt', filter.updatedAfter, filter.updatedBefore);
  between('mergedAt', filter.mergedAfter, filter.mergedBefore);
  if (filter.author !== undefined) {
    const author = query.subQuery().select('u.id').from(UserRow, 'u').where('u.loginKey = :author');
    query.andWhere(`request.authorId IN ${author.getQuery()}`, { author: filter.author.toLowerCase() });
  }
  const person = (role: Role | null, name: string, login: string | undefined) => {
    if (login === undefined) return;
    const people = query
      .subQuery()
      .select('p.mergeRequestId')
      .from(MergeRequestPersonRow, 'p')
      .innerJoin(UserRow, 'u', 'u.id = p.userId')
      .where(`u.loginKey = :${name}`);
    if (role !== null) people.andWhere(`p.role = '${role}'`);
    query.andWhere(`request.id IN ${people.getQuery()}`, { [name]: login.toLowerCase() });
  };
  person('assignee', 'assignee', filter.assignee);
  person(null, 'reviewer', filter.reviewer);
  for (const [index, label] of (filter.labels ?? []).entries()) {
    const labelled = query
      .subQuery()
      .select('ml.mergeRequestId')
      .from(MergeRequestLabelRow, 'ml')
      .innerJoin(LabelRow, 'l', 'l.id = ml.labelId')
      .where(`l.name = :label${index}`);
    query.andWhere(`request.id IN ${labelled.getQuery()}`, { [`label${index}`]: label });
  }
  if (filter.words !== undefined) query.andWhere(hasWords('request', filter.words));
  const direction = filter.direction === 'asc' ? 'ASC' : 'DESC';
  const column = filter.sort === 'updated' ? 'request.updatedAt' : 'request.createdAt';
  return query.orderBy(column, direction).addOrderBy('request.id', direction);
}

function within(
  query: SelectQueryBuilder<MergeRequestRow>,
  scope: MergeRequestScope,
  target: string | undefined,
): void {
  if (typeof scope === 'object' && 'targetId' in scope) {
    query.where({ targetId: scope.targetId });
    return;
  }
  query
    .innerJoin(RepositoryRow, 'repository', 'repository.id = request.targetId')
    .innerJoin(NamespaceRow, 'namespace', 'namespace.id = repository.namespaceId');
  if (scope !== 'everywhere') query.where('namespace.pathKey = :owner', { owner: scope.owner.toLowerCase() });
  if (target !== undefined) query.andWhere('repository.pathKey = :target', { target: target.toLowerCase() });
}

function from(
  query: SelectQueryBuilder<MergeRequestRow>,
  { branch, owner }: NonNullable<MergeRequestFilter['source']>,
): void {
  query.andWhere('request.sourceBranch = :sourceBranch', { sourceBranch: branch });
  if (owner === null) return;
  const owned = query
    .subQuery()
    .select('source.id')
    .from(RepositoryRow, 'source')
    .innerJoin(NamespaceRow, 'sourceNamespace', 'sourceNamespace.id = source.namespaceId')
    .where('sourceNamespace.pathKey = :sourceOwner');
  query.andWhere(`request.sourceId IN ${owned.getQuery()}`, { sourceOwner: owner.toLowerCase() });
}

function about(query: SelectQueryBuilder<MergeRequestRow>, issue: number): void {
  const linked = query
    .subQuery()
    .select('link.mergeRequestId')
    .from(IssueLinkRow, 'link')
    .innerJoin(IssueRow, 'issue', 'issue.id = link.issueId')
    .where('(issue.id = :issue OR issue.iid = :issue)');
  query.andWhere(`request.id IN ${linked.getQuery()}`, { issue });
}

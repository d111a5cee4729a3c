import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import { ForgeError, fullName, UnitOfWork, type IssueChanged, type Repository, type User } from '#domain';
import { MergeRequestRow } from '../merge-requests/merge-request.entity.js';
import { closedIssues } from './closing-keywords.js';
import { IssueChangeRow } from './issue-change.entity.js';
import { IssueHistory } from './issue-history.js';
import { IssueLinkRow } from './issue-link.entity.js';
import { IssueRow } from './issue.entity.js';

interface Stretch {
  readonly skip: number;
  readonly take: number;
}

/** The source of a link between a merge request and an issue. */
export type LinkingRequest = Pick<MergeRequestRow, 'id' | 'iid' | 'targetId' | 'description'>;

/** A merge that closes issues. */
export interface ClosingMerge {
  /** Unique. */
  readonly key: string;
  readonly user: User;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** The links between merge requests and issues of the same repository. */
@Injectable()
export class IssueLinks {
  constructor(
    @InjectRepository(IssueRow) private readonly issues: Table<IssueRow>,
    private readonly history: IssueHistory,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /** The issues of a request, by number. */
  async issuesOf(
    request: LinkingRequest,
    { skip, take }: Stretch,
  ): Promise<{ rows: IssueRow[]; total: number }> {
    const [rows, total] = await this.issues
      .createQueryBuilder('issue')
      .innerJoin(IssueLinkRow, 'link', 'link.issueId = issue.id')
      .where('link.mergeRequestId = :id', { id: request.id })
      .orderBy('issue.iid', 'ASC')
      .offset(skip)
      .limit(take)
      .getManyAndCount();
    return { rows, total };
  }

  /** The merge requests linked to an issue, by number. */
  async requestsOf({ id }: IssueRow): Promise<MergeRequestRow[]> {
    const links = await this.issues.manager.findBy(IssueLinkRow, { issueId: id });
    const ids = In(links.map(({ mergeRequestId }) => mergeRequestId));
    return this.issues.manager.find(MergeRequestRow, { where: { id: ids }, order: { iid: 'ASC' } });
  }

  /** @throws ForgeError `not_found` for an unknown number; nothing is linked then */
  link(repository: Repository, request: LinkingRequest, iids: readonly number[], user: User): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      for (const issue of await issuesNumbered(repository, iids, tx)) {
        const known = await tx.findOneBy(IssueLinkRow, { issueId: issue.id, mergeRequestId: request.id });
        await tx.save(IssueLinkRow, { issueId: issue.id, mergeRequestId: request.id, isByHand: true });
        if (known === null) await this.tellLinked(issue, request, user, tx);
      }
    });
  }

  /** Removes links of any source. @throws ForgeError as `link` */
  unlink(
    repository: Repository,
    request: LinkingRequest,
    iids: readonly number[],
    user: User,
  ): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      for (const issue of await issuesNumbered(repository, iids, tx))
        await this.remove(issue, request, user, tx);
    });
  }

  /** Replaces the links from the description. */
  async follow(request: LinkingRequest, before: string, user: User, tx: EntityManager): Promise<void> {
    if (request.description === before) return;
    const [had, has] = [closedIssues(before), closedIssues(request.description)];
    const gone = [...had].filter((iid) => !has.has(iid));
    for (const issue of await issuesAmong(request.targetId, gone, tx)) {
      const link = await tx.findOneBy(IssueLinkRow, { issueId: issue.id, mergeRequestId: request.id });
      if (link?.isByHand === false) await this.remove(issue, request, user, tx);
    }
    const come = [...has].filter((iid) => !had.has(iid));
    for (const issue of await issuesAmong(request.targetId, come, tx))
      await this.linkNamed(issue, request, user, tx);
  }

  /**
   * Closes the issues of a request that is being merged, also those that its description named before they were made.
   * @returns the events, which the caller publishes in the same transaction
   */
  async close(request: LinkingRequest, merge: ClosingMerge, tx: EntityManager): Promise<IssueChanged[]> {
    for (const issue of await issuesAmong(request.targetId, [...closedIssues(request.description)], tx)) {
      const takenOff = { issueId: issue.id, action: 'unlink', content: takenOffWords(request) } as const;
      if (await tx.existsBy(IssueChangeRow, takenOff)) continue;
      await this.linkNamed(issue, request, merge.user, tx);
    }
    const links = await tx.findBy(IssueLinkRow, { mergeRequestId: request.id });
    if (links.length === 0) return [];
    const where = { id: In(links.map(({ issueId }) => issueId)), state: 'opened' as const };
    const closed: IssueChanged[] = [];
    for (const row of await tx.find(IssueRow, { where, order: { iid: 'ASC' } })) {
      const before = await this.history.now(row, tx);
      Object.assign(row, { state: 'closed', closedAt: merge.at } as const);
      const step = {
        key: `${merge.key} #${row.id} close`,
        action: 'close',
        content: `closed the issue by merging !${request.iid}`,
        user: merge.user,
        before,
        at: merge.at,
      } as const;
      closed.push(await this.history.put(row, step, tx));
    }
    return closed;
  }

  private async remove(
    issue: IssueRow,
    request: LinkingRequest,
    user: User,
    tx: EntityManager,
  ): Promise<void> {
    const { affected } = await tx.delete(IssueLinkRow, { issueId: issue.id, mergeRequestId: request.id });
    if (affected === 0) return;
    await this.history.note(issue, { action: 'unlink', content: takenOffWords(request), user }, tx);
  }

  /** Links an issue that the description names, unless it is linked. */
  private async linkNamed(
    issue: IssueRow,
    request: LinkingRequest,
    user: User,
    tx: EntityManager,
  ): Promise<void> {
    const link = { issueId: issue.id, mergeRequestId: request.id };
    if (await tx.existsBy(IssueLinkRow, link)) return;
    await tx.insert(IssueLinkRow, { ...link, isByHand: false });
    await this.tellLinked(issue, request, user, tx);
  }

  private async tellLinked(
    issue: IssueRow,
    request: LinkingRequest,
    user: User,
    tx: EntityManager,
  ): Promise<void> {
    const content = `linked the merge request !${request.iid}`;
    await this.history.note(issue, { action: 'link', content, user }, tx);
  }
}

const takenOffWords = ({ iid }: LinkingRequest): string => `took off the merge request !${iid}`;

async function issuesAmong(
  repositoryId: number,
  iids: readonly number[],
  tx: EntityManager,
): Promise<IssueRow[]> {
  if (iids.length === 0) return [];
  return tx.find(IssueRow, { where: { repositoryId, iid: In([...iids]) }, order: { iid: 'ASC' } });
}

async function issuesNumbered(
  repository: Repository,
  iids: readonly number[],
  tx: EntityManager,
): Promise<IssueRow[]> {
  if (iids.length === 0) throw new ForgeError('invalid', 'issues is missing: give the numbers of issues');
  const rows = await issuesAmong(repository.id, iids, tx);
  const missing = iids.find((iid) => rows.every((row) => row.iid !== iid));
  if (missing === undefined) return rows;
  throw new ForgeError('not_found', `Issue #${missing} does not exist in ${fullName(repository)}`);
}

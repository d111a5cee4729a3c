import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, UnitOfWork, type Repository, type User } from '#domain';
import { MergeRequestBranches } from './merge-request-branches.js';
import { MergeRequestHistory } from './merge-request-history.js';
import { mergeRequestsMatching, type MergeRequestFilter } from './merge-request-filter.js';
import { recordOperations } from './log/operations.js';
import { isOpen, nameOf, OPEN_STATES, titled } from './merge-request-state.js';
import type { Role } from './review/merge-request-person.entity.js';
import { MergeRequestRow } from './merge-request.entity.js';
import { SourceBranches } from './merging/source-branches.js';
import { MergeRequestOpener, type MergeRequestChoices } from './merge-request-opener.js';
import { Review, type ReviewDetails } from './review/review.js';
import { RepositoryLock } from '../repositories/repository-lock.js';

export interface MergeRequestChanges extends MergeRequestChoices {
  readonly state?: 'open' | 'closed' | undefined;
}

export interface MergeRequestCounts {
  readonly all: number;
  readonly opened: number;
  readonly closed: number;
  readonly merged: number;
  readonly locked: number;
}

interface CountOfState {
  readonly state: string;
  readonly number: string | number;
}

/** The merge requests into a repository. Methods that take a number throw ForgeError `not_found` for an unknown one. */
@Injectable()
export class MergeRequests {
  constructor(
    @InjectRepository(MergeRequestRow) private readonly rows: Table<MergeRequestRow>,
    private readonly branches: MergeRequestBranches,
    private readonly sources: SourceBranches,
    private readonly opening: MergeRequestOpener,
    private readonly review: Review,
    private readonly history: MergeRequestHistory,
    private readonly lock: RepositoryLock,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  async get(target: Repository, iid: number): Promise<MergeRequestRow> {
    return found(await this.rows.findOneBy({ targetId: target.id, iid }), target, iid);
  }

  async byId(id: number): Promise<MergeRequestRow> {
    return this.rows.findOneByOrFail({ id });
  }

  async list(
    target: Repository,
    filter: MergeRequestFilter,
    page: { skip: number; take: number },
  ): Promise<{ rows: MergeRequestRow[]; total: number }> {
    const query = mergeRequestsMatching(this.rows, { targetId: target.id }, filter);
    const [rows, total] = await query.skip(page.skip).take(page.take).getManyAndCount();
    return { rows, total };
  }

  /** The number of requests in each state; ignores the filter's own state. */
  async counts(target: Repository, filter: MergeRequestFilter): Promise<MergeRequestCounts> {
    const all = mergeRequestsMatching(this.rows, { targetId: target.id }, { ...filter, state: undefined });
    const query = all.select('request.state', 'state').addSelect('COUNT(*)', 'number');
    const rows = await query.orderBy().groupBy('request.state').getRawMany<CountOfState>();
    const of = (...states: readonly string[]) =>
      rows.reduce((sum, { state, number }) => sum + (states.includes(state) ? Number(number) : 0), 0);
    const counts = {
      opened: of(...OPEN_STATES),
      closed: of('closed'),
      merged: of('merged'),
      locked: of('locked'),
    };
    return { all: counts.opened + counts.closed + counts.merged + counts.locked, ...counts };
  }

  /**
   * Edits first, then closes or reopens; each effective step is its own event.
   * @throws ForgeError `not_allowed` to close or reopen a merged request, and as `MergeRequestBranches.toReopen` and
   *   `MergeRequestOpener.reopen`
   */
  change(
    into: Repository,
    iid: number,
    wanted: MergeRequestChanges | ((now: ReviewDetails) => MergeRequestChanges),
    user: User,
  ): Promise<MergeRequestRow> {
    return this.lock.run(into, async (target) => {
      const row = await this.get(target, iid);
      const changes = typeof wanted === 'function' ? wanted(await this.review.of(row)) : wanted;
      requireChangeable(row, changes);
      const edit = (tx: EntityManager) => this.edit(target, iid, changes, user, tx);
      if (changes.state === 'open' && row.state === 'closed') await this.reopen(row, target, user, edit);
      else await this.unitOfWork.run(edit);
      return this.get(target, iid);
    });
  }

  /** Approves the request. */
  async approve(row: MergeRequestRow, role: Role, user: User): Promise<void> {
    const operation = { action: role === 'tester' ? 'test' : 'review', content: `approved as ${role}` };
    const at = this.clock.now().toISOString();
    await this.unitOfWork.run(async (tx) => {
      await this.review.approve(row, role, user, tx);
      await recordOperations([operation], { mergeRequestId: row.id, user, at }, tx);
    });
  }

  /** Withdraws an approval. @param user null for all users in that role */
  async resetApproval(row: MergeRequestRow, role: Role, user: User | null): Promise<void> {
    await this.unitOfWork.run((tx) => this.review.resetApproval(row, role, user, tx));
  }

  /** For a repository deleted in the same transaction: closes its own requests into others. */
  async closeFrom(source: Repository, user: User, tx: EntityManager): Promise<void> {
    const open = await tx.findBy(MergeRequestRow, { sourceId: source.id, state: In([...OPEN_STATES]) });
    for (const row of open) await this.close(row, user, tx);
  }

  private async edit(
    target: Repository,
    iid: number,
    wanted: MergeRequestChanges,
    user: User,
    tx: EntityManager,
  ): Promise<MergeRequestRow> {
    const row = found(await tx.findOneBy(MergeRequestRow, { targetId: target.id, iid }), target, iid);
    requireChangeable(row, wanted);
    const isKept = wanted.pruneSourceBranch === true && !(await this.sources.mayChoose(row, user));
    const changes = isKept ? { ...wanted, pruneSourceBranch: undefined } : wanted;
    const before = await this.history.now(row, tx);
    const isEdited = [applyChoices(row, changes), await this.review.apply(row, changes, tx)].includes(true);
    if (isEdited) await this.history.record(row, { key: randomUUID(), action: 'update', user, before }, tx);
    if (changes.state === 'closed' && isOpen(row)) await this.close(row, user, tx);
    return row;
  }

  private async close(row: MergeRequestRow, user: User, tx: EntityManager): Promise<void> {
    const closed = {
      state: 'closed',
      closedAt: this.clock.now().toISOString(),
      closedById: user.id,
    } as const;
    const change = {
      key: randomUUID(),
      action: 'close',
      user,
      before: await this.history.now(row, tx),
    } as const;
    await this.history.record(Object.assign(row, closed), change, tx);
  }

  private async reopen(
    row: MergeRequestRow,
    target: Repository,
    user: User,
    edit: (tx: EntityManager) => Promise<MergeRequestRow>,
  ): Promise<void> {
    const branches = await this.branches.toReopen(row, target, user);
    await this.opening.reopen(branches, user, edit);
  }
}

function found(row: MergeRequestRow | null, target: Repository, iid: number): MergeRequestRow {
  if (row === null)
    throw new ForgeError('not_found', `Merge request !${iid} does not exist in ${fullName(target)}`);
  return row;
}

function requireChangeable(row: MergeRequestRow, { state }: MergeRequestChanges): void {
  if (row.state !== 'merged' || state === undefined) return;
  const verb = state === 'open' ? 'reopened' : 'closed';
  throw new ForgeError('not_allowed', `${nameOf(row)} is merged and cannot be ${verb}`);
}

/** @returns whether anything has changed */
function applyChoices(row: MergeRequestRow, choices: MergeRequestChoices): boolean {
  const before = JSON.stringify(row);
  Object.assign(row, {
    title: titled(choices.title ?? row.title, choices.draft),
    description: choices.description ?? row.description,
    milestoneId: choices.milestoneId === undefined ? row.milestoneId : choices.milestoneId,
    squash: choices.squash ?? row.squash,
    squashMessage: choices.squashMessage ?? row.squashMessage,
    pruneSourceBranch: choices.pruneSourceBranch ?? row.pruneSourceBranch,
  } satisfies Partial<MergeRequestRow>);
  return JSON.stringify(row) !== before;
}

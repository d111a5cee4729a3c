import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  DomainEvents,
  fullName,
  UnitOfWork,
  type MergeRequest,
  type MergeRequestAction,
  type IssueChanged,
  type MergeRequestChanged,
  type User,
  Loggers,
  type Logger,
} from '#domain';
import { IssueLinks } from '../issues/issue-links.js';
import { MergeChecks } from './merging/merge-checks.js';
import { VirtualMerges } from './merging/virtual-merges.js';
import { MergeRequestSnapshots } from './merge-request-snapshots.js';
import { recordOperations } from './log/operations.js';
import { operationsOfChange } from './log/operations-of-change.js';
import { isOpen } from './merge-request-state.js';
import { MergeRequestRow } from './merge-request.entity.js';

/** A change of a request, and of the issues that it closes. */
export type Changed = MergeRequestChanged | IssueChanged;

/** A change of a request and its author. */
export interface Change {
  /** Unique. */
  readonly key: string;
  readonly action: MergeRequestAction;
  readonly user: User;
  /** The request before the change; null when it is being opened. */
  readonly before: MergeRequest | null;
  /** The time of the change; now when left out. ISO 8601 in UTC. */
  readonly at?: string;
}

/** Stores every change of a merge request together with its event. */
@Injectable()
export class MergeRequestHistory {
  private readonly logger: Logger;

  constructor(
    private readonly facts: MergeRequestSnapshots,
    private readonly checks: MergeChecks,
    private readonly virtualMerges: VirtualMerges,
    private readonly issues: IssueLinks,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('merge');
  }

  /** The current request, for `before` of a change. */
  now(row: MergeRequestRow, tx: EntityManager): Promise<MergeRequest> {
    return this.facts.of(row, tx);
  }

  /** Stores the row and publishes its event. */
  async record(row: MergeRequestRow, change: Change, tx: EntityManager): Promise<void> {
    await this.events.publishAll(await this.put(row, change, tx), tx);
  }

  /**
   * Stores the row.
   * @returns the events of the request and its issues, which the caller publishes in the same transaction
   */
  async put(
    row: MergeRequestRow,
    { key, action, user, before, at: moment = this.clock.now().toISOString() }: Change,
    tx: EntityManager,
  ): Promise<readonly [MergeRequestChanged, ...IssueChanged[]]> {
    const at = action === 'open' ? row.createdAt : moment;
    row.updatedAt = at;
    this.checkSoon(row, tx);
    const virtualMergeSha = await this.virtualMerges.of(row);
    const saved = await tx.save(MergeRequestRow, row);
    await this.issues.follow(saved, before?.description ?? '', user, tx);
    const closed = action === 'merge' ? await this.issues.close(saved, { key, user, at }, tx) : [];
    const mergeRequest = { ...(await this.facts.of(saved, tx)), virtualMergeSha };
    const happened = operationsOfChange(action, before, mergeRequest);
    await recordOperations(happened, { mergeRequestId: saved.id, user, at }, tx);
    const line = `${fullName(mergeRequest.target)} !${saved.iid} ${action} by ${user.login}`;
    this.unitOfWork.afterCommit(tx, () => this.logger.log(line));
    const { target: repository } = mergeRequest;
    const kind = 'merge-request-changed';
    return [{ kind, key, repository, at, action, mergeRequest, before, user }, ...closed];
  }

  /** The target has moved, which is no event of the request: its mergeability is unchecked again. */
  async uncheck(row: MergeRequestRow, tx: EntityManager): Promise<void> {
    row.mergeStatus = 'unchecked';
    await tx.update(MergeRequestRow, { id: row.id }, { mergeStatus: row.mergeStatus });
    this.checkSoon(row, tx);
  }

  private checkSoon(row: MergeRequestRow, tx: EntityManager): void {
    if (row.mergeStatus !== 'unchecked' && isOpen(row)) return;
    this.unitOfWork.afterCommit(tx, () => this.checks.schedule(row.id));
  }
}

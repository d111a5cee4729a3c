import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  DomainEvents,
  fullName,
  UnitOfWork,
  type Issue,
  type IssueAction,
  type IssueChanged,
  type User,
  Loggers,
  type Logger,
} from '#domain';
import { IssueChangeRow } from './issue-change.entity.js';
import { IssueSnapshots } from './issue-snapshots.js';
import { IssueRow } from './issue.entity.js';

/** A change of an issue and its author. */
export interface IssueStep {
  /** Unique. */
  readonly key: string;
  readonly action: IssueAction;
  /** What was done, as a sentence. */
  readonly content: string;
  readonly user: User;
  /** The issue before the change; null when it is being opened. */
  readonly before: Issue | null;
  /** The time of the change; now when left out. ISO 8601 in UTC. */
  readonly at?: string;
}

/** Stores every change of an issue together with its event. */
@Injectable()
export class IssueHistory {
  private readonly logger: Logger;

  constructor(
    private readonly snapshots: IssueSnapshots,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('issues');
  }

  /** The current issue, for `before` of a change. */
  now(row: IssueRow, tx: EntityManager): Promise<Issue> {
    return this.snapshots.of(row, tx);
  }

  /** Stores the row and publishes its event. */
  async record(row: IssueRow, step: IssueStep, tx: EntityManager): Promise<void> {
    await this.events.publish(await this.put(row, step, tx), tx);
  }

  /** Stores the row. @returns its events, which the caller publishes in the same transaction */
  async put(
    row: IssueRow,
    { key, action, content, user, before, at: moment = this.clock.now().toISOString() }: IssueStep,
    tx: EntityManager,
  ): Promise<IssueChanged> {
    const at = action === 'open' ? row.createdAt : moment;
    row.updatedAt = at;
    await tx.save(IssueRow, row);
    await this.note(row, { action, content, user, at }, tx);
    const issue = await this.snapshots.of(row, tx);
    const line = `${fullName(issue.repository)} #${row.iid} ${action} by ${user.login}`;
    this.unitOfWork.afterCommit(tx, () => this.logger.log(line));
    return { kind: 'issue-changed', key, repository: issue.repository, at, action, issue, before, user };
  }

  /** Adds an entry to the issue's history, without an event. */
  async note(
    { id }: IssueRow,
    entry: Pick<IssueChangeRow, 'action' | 'content'> & { readonly user: User; readonly at?: string },
    tx: EntityManager,
  ): Promise<void> {
    const { action, content, user, at = this.clock.now().toISOString() } = entry;
    await tx.insert(IssueChangeRow, { issueId: id, userId: user.id, action, content, createdAt: at });
  }
}

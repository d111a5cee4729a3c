import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, UnitOfWork, type Repository, type User } from '#domain';
import { requireRepository } from '../repositories/require-repository.js';
import { IssueFields, type IssueChoices } from './issue-fields.js';
import { IssueHistory } from './issue-history.js';
import { IssueRow, type CloseReason } from './issue.entity.js';

export interface NewIssue extends IssueChoices {
  readonly title: string;
}

export interface IssueChanges extends IssueChoices {
  readonly state?: 'open' | 'closed' | undefined;
  /** The reason when this change closes it; else ignored. */
  readonly closeReason?: CloseReason | undefined;
}

/** The issues of a repository. Methods that take a number throw ForgeError `not_found` for an unknown one. */
@Injectable()
export class Issues {
  constructor(
    @InjectRepository(IssueRow) private readonly rows: Table<IssueRow>,
    private readonly fields: IssueFields,
    private readonly history: IssueHistory,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  async get(repository: Repository, iid: number): Promise<IssueRow> {
    return found(await this.rows.findOneBy({ repositoryId: repository.id, iid }), repository, iid);
  }

  async byId(id: number): Promise<IssueRow> {
    return this.rows.findOneByOrFail({ id });
  }

  /** @throws ForgeError `invalid` for a user or a milestone that does not exist */
  open(repository: Repository, choices: NewIssue, author: User): Promise<IssueRow> {
    const createdAt = this.clock.now().toISOString();
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      const newest = await tx.findOne(IssueRow, {
        where: { repositoryId: repository.id },
        order: { iid: 'DESC' },
      });
      const row = await tx.save(IssueRow, {
        iid: (newest?.iid ?? 0) + 1,
        repositoryId: repository.id,
        authorId: author.id,
        assigneeId: null,
        milestoneId: null,
        title: choices.title,
        description: '',
        state: 'opened' as const,
        isConfidential: false,
        isLocked: false,
        closeReason: null,
        createdAt,
        updatedAt: createdAt,
        closedAt: null,
      });
      await this.fields.apply(row, choices, repository, tx);
      const step = { action: 'open', content: 'opened the issue', user: author, before: null } as const;
      await this.history.record(row, { key: randomUUID(), ...step }, tx);
      return row;
    });
  }

  /** Edits first, then closes or reopens; each effective step is its own event. @throws ForgeError as `open` */
  change(
    repository: Repository,
    iid: number,
    wanted: IssueChanges | ((labels: readonly string[]) => IssueChanges),
    user: User,
  ): Promise<IssueRow> {
    return this.unitOfWork.run(async (tx) => {
      const row = found(await tx.findOneBy(IssueRow, { repositoryId: repository.id, iid }), repository, iid);
      const before = await this.history.now(row, tx);
      const changes = typeof wanted === 'function' ? wanted(before.labels.map(({ name }) => name)) : wanted;
      const edited = await this.fields.apply(row, changes, repository, tx);
      if (edited.length > 0) {
        const step = { action: 'update', content: `changed ${edited.join(', ')}`, user, before } as const;
        await this.history.record(row, { key: randomUUID(), ...step }, tx);
      }
      if (changes.state === 'closed') await this.close(row, changes.closeReason ?? null, user, tx);
      if (changes.state === 'open') await this.reopen(row, user, tx);
      return row;
    });
  }

  private async close(
    row: IssueRow,
    closeReason: CloseReason | null,
    user: User,
    tx: EntityManager,
  ): Promise<void> {
    if (row.state === 'closed') return;
    const before = await this.history.now(row, tx);
    const closedAt = this.clock.now().toISOString();
    Object.assign(row, { state: 'closed', closedAt, closeReason } as const);
    const step = { action: 'close', content: 'closed the issue', user, before } as const;
    await this.history.record(row, { key: randomUUID(), ...step }, tx);
  }

  private async reopen(row: IssueRow, user: User, tx: EntityManager): Promise<void> {
    if (row.state === 'opened') return;
    const before = await this.history.now(row, tx);
    Object.assign(row, { state: 'opened', closedAt: null, closeReason: null } as const);
    const step = { action: 'reopen', content: 'reopened the issue', user, before } as const;
    await this.history.record(row, { key: randomUUID(), ...step }, tx);
  }
}

function found(row: IssueRow | null, repository: Repository, iid: number): IssueRow {
  if (row === null)
    throw new ForgeError('not_found', `Issue #${iid} does not exist in ${fullName(repository)}`);
  return row;
}

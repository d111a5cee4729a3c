import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, UnitOfWork, type Repository, type User } from '#domain';
import { History } from '#git';
import { requireRepository } from '../repositories/require-repository.js';
import { worstOf, type CommitState } from './commit-state.js';
import { CommitStatusRow } from './commit-status.entity.js';
import { newestStatuses } from './newest-reports.js';
import { StatusFeed } from './status-feed.js';

export interface NewStatus {
  readonly context: string;
  readonly state: CommitState;
  readonly targetUrl: string | null;
  readonly description: string | null;
}

interface StatusPage {
  /** The sha of the revision's commit. */
  readonly sha: string;
  /** Newest first. */
  readonly rows: readonly CommitStatusRow[];
  /** The number of all statuses. */
  readonly total: number;
}

/** The combined status of a commit. */
export interface CombinedStatus extends StatusPage {
  /** The worst state of all contexts; `pending` without any. */
  readonly state: CommitState;
}

interface Stretch {
  readonly skip: number;
  readonly take: number;
}

/**
 * Commit statuses. A revision is a branch, a tag or a sha; all methods throw ForgeError `not_found` for an unknown
 * one.
 */
@Injectable()
export class CommitStatuses {
  constructor(
    @InjectRepository(CommitStatusRow) private readonly rows: Table<CommitStatusRow>,
    private readonly history: History,
    private readonly feed: StatusFeed,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  async report(
    repository: Repository,
    revision: string,
    status: NewStatus,
    creator: User,
  ): Promise<CommitStatusRow> {
    const { sha } = await this.history.get(repository, revision);
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      this.unitOfWork.afterCommit(tx, () => this.feed.notify());
      return tx.save(CommitStatusRow, {
        repositoryId: repository.id,
        sha,
        ...status,
        creatorId: creator.id,
        createdAt: this.clock.now().toISOString(),
      });
    });
  }

  /** All reports on a commit. */
  async list(repository: Repository, revision: string, page: Stretch): Promise<StatusPage> {
    const { sha } = await this.history.get(repository, revision);
    const where = { repositoryId: repository.id, sha };
    const [rows, total] = await this.rows.findAndCount({ where, order: { id: 'DESC' }, ...page });
    return { sha, rows, total };
  }

  /** The newest status of each context. */
  async combined(repository: Repository, revision: string, page: Stretch): Promise<CombinedStatus> {
    const { sha } = await this.history.get(repository, revision);
    const newest = await newestStatuses(this.rows, { repositoryId: repository.id, sha });
    const state = worstOf(newest.map((row) => row.state));
    const rows = newest.slice(page.skip, page.skip + page.take);
    return { sha, state, rows, total: newest.length };
  }
}

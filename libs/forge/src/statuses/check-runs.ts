import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, UnitOfWork, type Repository } from '#domain';
import { History } from '#git';
import { requireRepository } from '../repositories/require-repository.js';
import { CheckRunRow } from './check-run.entity.js';
import { progressed, type ReportedProgress, type RunStatus } from './check-progress.js';
import { StatusFeed } from './status-feed.js';

/** Undefined fields stay unchanged. */
export interface CheckRunChanges extends ReportedProgress {
  readonly name?: string | undefined;
  readonly detailsUrl?: string | undefined;
  readonly externalId?: string | undefined;
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly text?: string | undefined;
  /** ISO 8601 in UTC, like `completedAt`. */
  readonly startedAt?: string | undefined;
  readonly completedAt?: string | undefined;
}

export interface NewCheckRun extends CheckRunChanges {
  readonly name: string;
  /** The commit, by any revision. */
  readonly revision: string;
}

/** Which check runs to list; undefined fields match all. */
export interface CheckRunFilter {
  /** The commit, by a branch, a tag or a sha. */
  readonly revision?: string | undefined;
  readonly name?: string | undefined;
  readonly status?: RunStatus | undefined;
  /** Only the newest run of each name on a commit. */
  readonly isNewestOnly?: boolean | undefined;
}

/** Check runs on commits. Methods that take an id or a revision throw ForgeError `not_found` for an unknown one. */
@Injectable()
export class CheckRuns {
  constructor(
    @InjectRepository(CheckRunRow) private readonly rows: Table<CheckRunRow>,
    private readonly history: History,
    private readonly feed: StatusFeed,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` when status and conclusion contradict each other */
  async create(repository: Repository, { revision, name, ...run }: NewCheckRun): Promise<CheckRunRow> {
    const { sha } = await this.history.get(repository, revision);
    const startedAt = this.clock.now().toISOString();
    const empty = { detailsUrl: null, externalId: null, title: null, summary: null, text: null };
    const fresh = { ...empty, status: 'queued', conclusion: null, startedAt, completedAt: null } as const;
    const row = this.rows.create({ repositoryId: repository.id, sha, name, ...fresh });
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      return this.save(row, run, tx);
    });
  }

  async get(repository: Repository, id: number): Promise<CheckRunRow> {
    return found(await this.rows.findOneBy({ repositoryId: repository.id, id }), repository, id);
  }

  /** @throws ForgeError `invalid` when status and conclusion contradict each other */
  change(repository: Repository, id: number, changes: CheckRunChanges): Promise<CheckRunRow> {
    return this.unitOfWork.run(async (tx) => {
      const row = await tx.findOneBy(CheckRunRow, { repositoryId: repository.id, id });
      return this.save(found(row, repository, id), changes, tx);
    });
  }

  /** Newest first. */
  async list(
    repository: Repository,
    { revision, name, status, isNewestOnly = false }: CheckRunFilter,
    page: { readonly skip: number; readonly take: number },
  ): Promise<{ rows: CheckRunRow[]; total: number }> {
    const query = this.rows.createQueryBuilder('run').where({ repositoryId: repository.id });
    if (revision !== undefined)
      query.andWhere('run.sha = :sha', { sha: (await this.history.get(repository, revision)).sha });
    if (name !== undefined) query.andWhere('run.name = :name', { name });
    if (status !== undefined) query.andWhere('run.status = :status', { status });
    if (isNewestOnly) {
      const newest = query.subQuery().select('MAX(r.id)').from(CheckRunRow, 'r');
      const ofItsName = 'r.repositoryId = run.repositoryId AND r.sha = run.sha AND r.name = run.name';
      query.andWhere(`run.id = ${newest.where(ofItsName).getQuery()}`);
    }
    const [rows, total] = await query
      .orderBy('run.id', 'DESC')
      .skip(page.skip)
      .take(page.take)
      .getManyAndCount();
    return { rows, total };
  }

  private save(row: CheckRunRow, changes: CheckRunChanges, tx: EntityManager): Promise<CheckRunRow> {
    const { status, conclusion } = progressed(row, changes);
    const completedAt = changes.completedAt ?? row.completedAt ?? this.clock.now().toISOString();
    Object.assign(row, {
      name: changes.name ?? row.name,
      status,
      conclusion,
      detailsUrl: changes.detailsUrl ?? row.detailsUrl,
      externalId: changes.externalId ?? row.externalId,
      title: changes.title ?? row.title,
      summary: changes.summary ?? row.summary,
      text: changes.text ?? row.text,
      startedAt: changes.startedAt ?? row.startedAt,
      completedAt: status === 'completed' ? completedAt : null,
    } satisfies Partial<CheckRunRow>);
    this.unitOfWork.afterCommit(tx, () => this.feed.notify());
    return tx.save(CheckRunRow, row);
  }
}

function found(row: CheckRunRow | null, repository: Repository, id: number): CheckRunRow {
  if (row === null)
    throw new ForgeError('not_found', `Check run ${id} does not exist in ${fullName(repository)}`);
  return row;
}

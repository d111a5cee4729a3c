import type { Repository as Table } from 'typeorm';
import { CheckRunRow } from './check-run.entity.js';
import { CommitStatusRow } from './commit-status.entity.js';

/** A commit in a repository. */
export interface ReportedCommit {
  readonly repositoryId: number;
  readonly sha: string;
}

/** The newest status of each context, the newest first. */
export function newestStatuses(
  rows: Table<CommitStatusRow>,
  commit: ReportedCommit,
): Promise<CommitStatusRow[]> {
  const query = rows.createQueryBuilder('status').where(commit).orderBy('status.id', 'DESC');
  const newest = query.subQuery().select('MAX(s.id)').from(CommitStatusRow, 's');
  const ids = newest.where('s.repositoryId = :repositoryId AND s.sha = :sha').groupBy('s.context');
  return query.andWhere(`status.id IN ${ids.getQuery()}`, { ...commit }).getMany();
}

/** The newest check run of each name, the newest first. */
export function newestRuns(rows: Table<CheckRunRow>, commit: ReportedCommit): Promise<CheckRunRow[]> {
  const query = rows.createQueryBuilder('run').where(commit).orderBy('run.id', 'DESC');
  const newest = query.subQuery().select('MAX(r.id)').from(CheckRunRow, 'r');
  const ids = newest.where('r.repositoryId = :repositoryId AND r.sha = :sha').groupBy('r.name');
  return query.andWhere(`run.id IN ${ids.getQuery()}`, { ...commit }).getMany();
}

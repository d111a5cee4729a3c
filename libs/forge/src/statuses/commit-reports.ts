import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import { quoted, shortened, type Repository } from '#domain';
import { CheckRunRow } from './check-run.entity.js';
import { stateOfRun } from './check-progress.js';
import { worstOf, type CommitState } from './commit-state.js';
import { CommitStatusRow } from './commit-status.entity.js';
import { MergeRules, type MergeRule } from './merge-rules.js';
import { newestRuns, newestStatuses } from './newest-reports.js';

/** The newest report of one context on a commit. */
export interface Report {
  readonly context: string;
  readonly state: CommitState;
  readonly by: 'status' | 'check_run';
}

/** CI's reports on a commit that is to be merged. */
export interface Verdict {
  readonly reports: readonly Report[];
  readonly rule: MergeRule;
  /** Why CI forbids the merge, as a sentence; null when it does not. */
  readonly obstacle: string | null;
}

/** The target of a merge. */
export interface Destination {
  readonly branch: string;
  readonly sha: string;
}

/** Commit statuses and check runs together, and whether they allow a merge. */
@Injectable()
export class CommitReports {
  constructor(
    @InjectRepository(CommitStatusRow) private readonly statuses: Table<CommitStatusRow>,
    @InjectRepository(CheckRunRow) private readonly runs: Table<CheckRunRow>,
    private readonly rules: MergeRules,
  ) {}

  /** By context. */
  async of(repository: Repository, sha: string): Promise<readonly Report[]> {
    const commit = { repositoryId: repository.id, sha };
    const statuses = await newestStatuses(this.statuses, commit);
    const runs = await newestRuns(this.runs, commit);
    return [
      ...statuses.map(({ context, state }) => ({ context, state, by: 'status' as const })),
      ...runs.map((run) => ({ context: run.name, state: stateOfRun(run), by: 'check_run' as const })),
    ].sort((a, b) => (a.context < b.context ? -1 : Number(a.context > b.context)));
  }

  async verdict(target: Repository, { branch, sha }: Destination): Promise<Verdict> {
    const rule = await this.rules.ofBranch(target, branch);
    const reports = await this.of(target, sha);
    return { reports, rule, obstacle: obstacleOf(reports, rule, { branch, sha }) };
  }
}

function obstacleOf(
  reports: readonly Report[],
  { needsPipeline, requiredContexts }: MergeRule,
  { branch, sha }: Destination,
): string | null {
  const isSilent = needsPipeline && reports.length === 0 && requiredContexts.length === 0;
  if (isSilent)
    return `${shortened(branch)} takes only what CI has passed, and nothing is reported of ${sha}`;
  const contexts = [...requiredContexts, ...(needsPipeline ? reports.map(({ context }) => context) : [])];
  const missing = [...new Set(contexts)].flatMap((context) => {
    const states = reports.filter((report) => report.context === context).map(({ state }) => state);
    if (states.length === 0) return [`${quoted(context)}, which is not reported`];
    const state = worstOf(states);
    return state === 'success' ? [] : [`${quoted(context)}, which is ${state}`];
  });
  return missing.length === 0
    ? null
    : `${shortened(branch)} requires success on ${sha} of ${missing.join('; of ')}`;
}

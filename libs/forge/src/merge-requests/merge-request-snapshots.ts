import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import type { MergeRequest, Repository, User } from '#domain';
import { BareRepositories, CommitLog } from '#git';
import { MergeRequestRow } from './merge-request.entity.js';
import { isOpen } from './merge-request-state.js';
import type { MilestoneRow } from '../milestones/milestone.entity.js';
import { Milestones } from '../milestones/milestones.js';
import { BRANCH } from '../refs/ref-events.js';
import { RepositoryFacts, type RepositoryDetails } from '../repositories/repository-facts.js';
import { Review } from './review/review.js';
import { Users } from '../users/users.js';

/** The parts of a request that rows hold, without commits. */
export type MergeRequestFacts = Omit<MergeRequest, 'lastCommit' | 'targetCommit' | 'virtualMergeSha'>;

/** A request with everything that the REST API shows. */
export interface MergeRequestDetails {
  readonly row: MergeRequestRow;
  readonly request: MergeRequestFacts;
  readonly repositories: { readonly source: RepositoryDetails; readonly target: RepositoryDetails };
  readonly closedBy: User | null;
  readonly mergedBy: User | null;
  /** Null for an unknown milestone. */
  readonly milestone: MilestoneRow | null;
  readonly notesCount: number;
  /** What the target branch points at, or did when the request was last open. */
  readonly baseSha: string;
}

/** The parts that only a single request shows. */
export interface SingleMergeRequestDetails extends MergeRequestDetails {
  readonly isSourceBranchThere: boolean;
}

/** Reads from rows and git everything that events and the API show of merge requests. */
@Injectable()
export class MergeRequestSnapshots {
  constructor(
    @InjectRepository(MergeRequestRow) private readonly rows: Table<MergeRequestRow>,
    private readonly repositories: RepositoryFacts,
    private readonly users: Users,
    private readonly review: Review,
    private readonly milestones: Milestones,
    private readonly log: CommitLog,
    private readonly bare: BareRepositories,
  ) {}

  /**
   * The target branch's commit, or that when the request was last open. If git has removed it, nothing is known of
   * what the request adds: then it is the request's own head.
   */
  async baseSha(row: MergeRequestRow, target: Repository): Promise<string> {
    return this.baseFrom(this.tips()(row, target), row, target);
  }

  private async baseFrom(tip: string | null, row: MergeRequestRow, target: Repository): Promise<string> {
    if (tip !== null) return tip;
    return (await this.log.one(target, row.targetSha)) === null ? row.headSha : row.targetSha;
  }

  /**
   * Takes a few queries, however many rows there are; in their order, without those whose repository was deleted
   * meanwhile.
   */
  async details(rows: readonly MergeRequestRow[]): Promise<MergeRequestDetails[]> {
    const { manager } = this.rows;
    const around = await this.repositories.details(repositoryIds(rows));
    const repositories = new Map(around.map((one) => [one.repository.id, one]));
    const plain = new Map([...repositories].map(([id, { repository }]) => [id, repository]));
    const requests = await this.all(rows, plain, manager);
    const people = await this.users.byIds(rows.flatMap((row) => [row.closedById ?? 0, row.mergedById ?? 0]));
    const milestones = await this.milestones.byNumbers(rows.map(({ milestoneId }) => milestoneId));
    const notes = await notesCounts(rows, manager);
    const tipFor = this.tips();
    const details = requests.map(async ({ row, request }): Promise<MergeRequestDetails[]> => {
      const [source, target] = [repositories.get(request.source.id), repositories.get(request.target.id)];
      if (source === undefined || target === undefined) return [];
      const milestone = milestones.get(row.milestoneId ?? 0);
      return [
        {
          row,
          request,
          repositories: { source, target },
          closedBy: people.get(row.closedById ?? 0) ?? null,
          mergedBy: people.get(row.mergedById ?? 0) ?? null,
          milestone: milestone?.repositoryId === row.targetId ? milestone : null,
          notesCount: notes.get(row.id) ?? 0,
          baseSha: await this.baseFrom(tipFor(row, request.target), row, request.target),
        },
      ];
    });
    return (await Promise.all(details)).flat();
  }

  /** @throws when its repository was deleted */
  async one(row: MergeRequestRow): Promise<SingleMergeRequestDetails> {
    const [details] = await this.details([row]);
    if (details === undefined) throw new Error(`merge request ${row.id} has no target repository`);
    const { source } = details.request;
    const isSourceBranchThere =
      source.id === row.sourceId && this.bare.hasRef(source, BRANCH + row.sourceBranch);
    return { ...details, isSourceBranchThere };
  }

  /** @param manager of the transaction in which the row was changed */
  async of(row: MergeRequestRow, manager: EntityManager = this.rows.manager): Promise<MergeRequest> {
    const repositories = await this.repositories.byIds(repositoryIds([row]), manager);
    const [found] = await this.all([row], repositories, manager);
    if (found === undefined) throw new Error(`merge request ${row.id} has no target repository`);
    const { target, mergeCommitSha: merged } = found.request;
    return {
      ...found.request,
      lastCommit: await this.log.one(target, row.headSha),
      targetCommit: await this.log.one(target, merged ?? (await this.baseSha(row, target))),
      virtualMergeSha: null,
    };
  }

  /**
   * @returns the commit of an open request's target branch. Most requests have the same target, whose file is read
   *   once
   */
  private tips(): (row: MergeRequestRow, target: Repository) => string | null {
    const known = new Map<string, string | null>();
    return (row, target) => {
      if (!isOpen(row)) return null;
      const branch = `${row.targetId} ${row.targetBranch}`;
      const tip = known.get(branch) ?? this.bare.ref(target, BRANCH + row.targetBranch);
      known.set(branch, tip);
      return tip;
    };
  }

  private async all(
    rows: readonly MergeRequestRow[],
    repositories: ReadonlyMap<number, Repository>,
    manager: EntityManager,
  ): Promise<{ readonly row: MergeRequestRow; readonly request: MergeRequestFacts }[]> {
    const author = await this.users.knownAmong(rows.map(({ authorId }) => authorId));
    const review = await this.review.all(rows, manager);
    return rows.flatMap((row) => {
      const target = repositories.get(row.targetId);
      if (target === undefined) return [];
      const isMerged = row.state === 'merged';
      const request = {
        id: row.id,
        iid: row.iid,
        title: row.title,
        description: row.description,
        state: row.state,
        mergeStatus: row.mergeStatus,
        source: repositories.get(row.sourceId) ?? target,
        sourceId: row.sourceId,
        sourceBranch: row.sourceBranch,
        target,
        targetBranch: row.targetBranch,
        author: author(row.authorId),
        ...review(row),
        milestoneId: row.milestoneId,
        squash: row.squash,
        prunesSourceBranch: row.pruneSourceBranch,
        headSha: row.headSha,
        mergeCommitSha: isMerged ? row.mergeCommitSha : null,
        mergedById: isMerged ? row.mergedById : null,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
      };
      return [{ row, request }];
    });
  }
}

const repositoryIds = (rows: readonly MergeRequestRow[]): readonly number[] => [
  ...new Set(rows.flatMap(({ targetId, sourceId }) => [targetId, sourceId])),
];

async function notesCounts(
  rows: readonly MergeRequestRow[],
  manager: EntityManager,
): Promise<ReadonlyMap<number, number>> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const counts = await manager.sql<{ id: number; count: number | string }[]>`
    SELECT merge_request_id AS id, COUNT(*) AS count FROM notes
    WHERE merge_request_id IN (${() => ids}) GROUP BY merge_request_id`;
  return new Map(counts.map(({ id, count }) => [id, Number(count)]));
}

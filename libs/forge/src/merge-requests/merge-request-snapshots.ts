import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import type { MergeRequest, Repository, User } from '#domain';
import { BareRepositories, CommitLog } from '#git';
import { MergeRequestRow } from './merge-request.entity.js';
import { isOpen } from './merge-request-state.js';
import type { MilestoneRow } from '../milestones/milestone.entity.js';
import { Milestones } from '../milestones/milestones.js';
import { NoteRow } from '../notes/note.entity.js';
import { BRANCH } from '../refs/ref-events.js';
import { RepositoryFacts, type RepositoryDetails } from '../repositories/repository-facts.js';
import { Review } from './review/review.js';
import { Users } from '../users/users.js';

/** What rows tell of a request, and nothing of its commits. */
export type MergeRequestFacts = Omit<MergeRequest, 'lastCommit' | 'targetCommit' | 'virtualMergeSha'>;

/** All that the REST API shows of a request. */
export interface MergeRequestDetails {
  readonly row: MergeRequestRow;
  readonly request: MergeRequestFacts;
  readonly repositories: { readonly source: RepositoryDetails; readonly target: RepositoryDetails };
  readonly closedBy: User | null;
  readonly mergedBy: User | null;
  /** Null for a number that no milestone of the target has. */
  readonly milestone: MilestoneRow | null;
  readonly notesCount: number;
  /** What the target branch points at, or did when the request was last open. */
  readonly baseSha: string;
  readonly isSourceBranchThere: boolean;
}

/** Gathers from rows and git all that events and the API tell about merge requests. */
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
   * What the target branch points at, or did when the request was last open. Where git has thrown that away, nothing is
   * known of what the request brings: then it is the request's own head.
   */
  async baseSha(row: MergeRequestRow, target: Repository): Promise<string> {
    const tip = isOpen(row) ? this.bare.ref(target, BRANCH + row.targetBranch) : null;
    if (tip !== null) return tip;
    return (await this.log.one(target, row.targetSha)) === null ? row.headSha : row.targetSha;
  }

  /** A few queries, however many there are. In the order of the rows, without those whose repository has just gone. */
  async details(rows: readonly MergeRequestRow[]): Promise<MergeRequestDetails[]> {
    const { manager } = this.rows;
    const repositories = await this.repositories.detailsByIds(repositoryIds(rows));
    const plain = new Map([...repositories].map(([id, { repository }]) => [id, repository]));
    const requests = await this.all(rows, plain, manager);
    const people = await this.users.byIds(rows.flatMap((row) => [row.closedById ?? 0, row.mergedById ?? 0]));
    const milestones = await this.milestones.byNumbers(rows.map(({ milestoneId }) => milestoneId));
    const notes = await notesCounts(rows, manager);
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
          baseSha: await this.baseSha(row, request.target),
          isSourceBranchThere:
            request.source.id === row.sourceId && this.bare.hasRef(request.source, BRANCH + row.sourceBranch),
        },
      ];
    });
    return (await Promise.all(details)).flat();
  }

  /** @throws when its repository is gone */
  async one(row: MergeRequestRow): Promise<MergeRequestDetails> {
    const [details] = await this.details([row]);
    if (details === undefined) throw new Error(`merge request ${row.id} has no target repository`);
    return details;
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

const repositoryIds = (rows: readonly MergeRequestRow[]): readonly number[] =>
  rows.flatMap(({ targetId, sourceId }) => [targetId, sourceId]);

async function notesCounts(
  rows: readonly MergeRequestRow[],
  manager: EntityManager,
): Promise<ReadonlyMap<number, number>> {
  const counts = await manager
    .createQueryBuilder(NoteRow, 'note')
    .select('note.mergeRequestId', 'id')
    .addSelect('COUNT(*)', 'count')
    .where({ mergeRequestId: In(rows.map(({ id }) => id)) })
    .groupBy('note.mergeRequestId')
    .getRawMany<{ id: number; count: number | string }>();
  return new Map(counts.map(({ id, count }) => [id, Number(count)]));
}

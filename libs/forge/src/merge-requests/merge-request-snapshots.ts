import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import type { MergeRequest, Repository, User } from '#domain';
import { BareRepositories, CommitLog } from '#git';
import { MergeRequestPersonRow } from './review/merge-request-person.entity.js';
import type { MergeRequestRow } from './merge-request.entity.js';
import { isOpen } from './merge-request-state.js';
import type { MilestoneRow } from '../milestones/milestone.entity.js';
import { Milestones } from '../milestones/milestones.js';
import { NoteRow } from '../notes/note.entity.js';
import { BRANCH } from '../refs/ref-events.js';
import { Repositories } from '../repositories/repositories.js';
import { Review } from './review/review.js';
import { Users } from '../users/users.js';

/** All that the REST API shows of a request. */
export interface MergeRequestDetails {
  readonly row: MergeRequestRow;
  readonly request: MergeRequest;
  readonly closedBy: User | null;
  readonly mergedBy: User | null;
  /** Null for a number that no milestone of the target has. */
  readonly milestone: MilestoneRow | null;
  readonly notesCount: number;
  /** What the target branch points at, or did when the request was last open. */
  readonly baseSha: string;
  readonly isSourceBranchThere: boolean;
}

/** Gathers from rows and git all that events tell about a merge request. */
@Injectable()
export class MergeRequestSnapshots {
  constructor(
    @InjectRepository(MergeRequestPersonRow) private readonly people: Table<MergeRequestPersonRow>,
    private readonly repositories: Repositories,
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

  async details(row: MergeRequestRow): Promise<MergeRequestDetails> {
    const request = await this.of(row);
    const { target, source } = request;
    return {
      row,
      request,
      closedBy: row.closedById === null ? null : await this.users.byId(row.closedById),
      mergedBy: row.mergedById === null ? null : await this.users.byId(row.mergedById),
      milestone: await this.milestones.find(target, row.milestoneId),
      notesCount: await this.people.manager.countBy(NoteRow, { mergeRequestId: row.id }),
      baseSha: await this.baseSha(row, target),
      isSourceBranchThere: source.id === row.sourceId && this.bare.hasRef(source, BRANCH + row.sourceBranch),
    };
  }

  /** @param manager of the transaction in which the row was changed */
  async of(row: MergeRequestRow, manager: EntityManager = this.people.manager): Promise<MergeRequest> {
    const target = await this.repositories.byId(row.targetId, manager);
    if (target === null) throw new Error(`merge request ${row.id} has no target repository`);
    const source = (await this.repositories.byId(row.sourceId, manager)) ?? target;
    const isMerged = row.state === 'merged';
    return {
      id: row.id,
      iid: row.iid,
      title: row.title,
      description: row.description,
      state: row.state,
      mergeStatus: row.mergeStatus,
      source,
      sourceId: row.sourceId,
      sourceBranch: row.sourceBranch,
      target,
      targetBranch: row.targetBranch,
      author: await this.users.known(row.authorId),
      ...(await this.review.of(row, manager)),
      milestoneId: row.milestoneId,
      squash: row.squash,
      prunesSourceBranch: row.pruneSourceBranch,
      headSha: row.headSha,
      lastCommit: await this.log.one(target, row.headSha),
      targetCommit: await this.log.one(target, await this.baseSha(row, target)),
      mergeCommitSha: isMerged ? row.mergeCommitSha : null,
      mergedById: isMerged ? row.mergedById : null,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    };
  }
}

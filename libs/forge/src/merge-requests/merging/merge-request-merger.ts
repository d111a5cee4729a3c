import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import {
  ForgeError,
  UnitOfWork,
  ZERO_SHA,
  shortened,
  type Repository,
  type User,
  Loggers,
  type Logger,
} from '#domain';
import { BareRepositories, ServerPushes, PushJournal } from '#git';
import { Access } from '../../access/access.js';
import { MergeCommits, type MergeMethod } from './merge-commits.js';
import { nameOf, OPEN_STATES, requireMergeable } from '../merge-request-state.js';
import { MergeRequestRow } from '../merge-request.entity.js';
import { MergeRequests } from '../merge-requests.js';
import { BranchRules } from '../../refs/branch-rules.js';
import { PushPolicy } from '../../refs/push-policy.js';
import { BRANCH } from '../../refs/ref-events.js';
import { Repositories } from '../../repositories/repositories.js';
import { RepositoryLock } from '../../repositories/repository-lock.js';
import { CommitReports } from '../../statuses/commit-reports.js';
import { Users } from '../../users/users.js';

export interface MergeOrder {
  readonly user: User;
  /** The request's own choice when left out: squash or a merge commit. */
  readonly method?: MergeMethod | undefined;
  /** The request's own choice when left out. */
  readonly pruneSourceBranch?: boolean | undefined;
}

/** How often a merge is made anew when a branch moves while it is being made. */
const MOST_ATTEMPTS = 10;

/** How long each time for them to be told of. */
const PATIENCE_MS = 100;

/** Merges merge requests. The new tip is pushed by the server itself; what follows from a push makes the request merged. */
@Injectable()
export class MergeRequestMerger {
  private readonly logger: Logger;

  constructor(
    private readonly requests: MergeRequests,
    private readonly repositories: Repositories,
    private readonly users: Users,
    private readonly access: Access,
    private readonly policy: PushPolicy,
    private readonly branchRules: BranchRules,
    private readonly reports: CommitReports,
    private readonly bare: BareRepositories,
    private readonly commits: MergeCommits,
    private readonly pushes: ServerPushes,
    private readonly journal: PushJournal,
    private readonly turns: RepositoryLock,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('merge');
  }

  /**
   * @returns the commit that the target branch now points at
   * @throws ForgeError `not_found`; `not_allowed` when it is closed, merged, a draft, brings nothing or lacks what CI has to report; `conflict` when it
   *   conflicts; `forbidden` when the target branch is protected. Then nothing has changed.
   */
  merge(target: Repository, iid: number, order: MergeOrder): Promise<string> {
    return this.turns.take(target.id, async () => {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const row = await this.requests.get(target, iid);
        requireMergeable(row);
        await this.policy.requireMerge(target, order.user, row.targetBranch);
        await this.requirePassed(target, row);
        const tip = await this.attempt(target, row, order);
        if (tip !== null) return tip;
        // Somebody else was quicker: what they did comes first.
        await this.journal.waitForChange(PATIENCE_MS);
      }
      throw new ForgeError('conflict', `The branches of merge request !${iid} do not stop moving: try again`);
    });
  }

  /** @throws ForgeError `not_allowed` when the target branch asks for more than CI has reported */
  private async requirePassed(target: Repository, row: MergeRequestRow): Promise<void> {
    const destination = { branch: row.targetBranch, sha: row.headSha };
    const { obstacle } = await this.reports.verdict(target, destination);
    if (obstacle !== null)
      throw new ForgeError('not_allowed', `${nameOf(row)} cannot be merged: ${obstacle}`);
  }

  /** Null when a branch, or the request, has changed in the meantime. */
  private async attempt(target: Repository, row: MergeRequestRow, order: MergeOrder): Promise<string | null> {
    const targetRef = BRANCH + row.targetBranch;
    const base = this.bare.ref(target, targetRef);
    if (base === null) {
      throw new ForgeError(
        'not_allowed',
        `${nameOf(row)} cannot be merged: ${shortened(row.targetBranch)} is gone`,
      );
    }
    if (this.journal.isPending(target, { ref: targetRef, sha: base })) return null;
    const tip = await this.commits.make(target, row, { base, method: order.method, user: order.user });
    if (!(await this.announce(row, tip))) return null;
    const isMerged = await this.pushes.push({
      at: target,
      pusher: order.user,
      updates: [
        { ref: targetRef, before: base, after: tip },
        ...(await this.sourceUpdates(target, row, order)),
      ],
    });
    if (!isMerged) return null;
    await this.pruneFork(target, row, order);
    return tip;
  }

  /** From here on a target that moves to `tip` has merged the request, whoever lives to see it. */
  private async announce(row: MergeRequestRow, tip: string): Promise<boolean> {
    const asSeen = { id: row.id, headSha: row.headSha, state: In([...OPEN_STATES]) };
    const { affected } = await this.unitOfWork.run((tx) =>
      tx.update(MergeRequestRow, asSeen, { mergeCommitSha: tip }),
    );
    return affected === 1;
  }

  /** A source in the same repository has to be what is merged; it goes in the same moment, if it is to go. */
  private async sourceUpdates(target: Repository, row: MergeRequestRow, order: MergeOrder) {
    if (row.sourceId !== target.id) return [];
    const ref = BRANCH + row.sourceBranch;
    const after = (await this.isToGo(target, row, order)) ? ZERO_SHA : row.headSha;
    return [{ ref, before: row.headSha, after }];
  }

  private async pruneFork(target: Repository, row: MergeRequestRow, order: MergeOrder): Promise<void> {
    if (row.sourceId === target.id) return;
    const source = await this.repositories.byId(row.sourceId);
    if (source === null || !(await this.isToGo(source, row, order))) return;
    // Whose wish it is has to have the right to it.
    const requester =
      order.pruneSourceBranch === undefined ? await this.users.known(row.authorId) : order.user;
    if (!(await this.access.allows(requester, source, 'push'))) return;
    const update = { ref: BRANCH + row.sourceBranch, before: row.headSha, after: ZERO_SHA };
    const isGone = await this.pushes.push({ at: source, pusher: order.user, updates: [update] });
    if (!isGone) this.logger.log(`${nameOf(row)}: its source branch has moved on and stays`);
  }

  /** A default branch never goes, and neither does a protected one. */
  private async isToGo(source: Repository, row: MergeRequestRow, order: MergeOrder): Promise<boolean> {
    const isWanted = order.pruneSourceBranch ?? row.pruneSourceBranch;
    if (!isWanted || source.defaultBranch === row.sourceBranch) return false;
    return (await this.branchRules.of(source, row.sourceBranch)) === null;
  }
}

import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ForgeError, UnitOfWork, shortened, type Repository } from '#domain';
import { BareRepositories, ServerPushes, PushJournal } from '#git';
import { MergeCommits } from './merge-commits.js';
import { MergeConditions } from './merge-conditions.js';
import type { MergeOrder } from './merge-order.js';
import { SourceBranches } from './source-branches.js';
import { nameOf, OPEN_STATES } from '../merge-request-state.js';
import { MergeRequestRow } from '../merge-request.entity.js';
import { MergeRequests } from '../merge-requests.js';
import { BRANCH } from '../../refs/ref-events.js';
import { RepositoryLock } from '../../repositories/repository-lock.js';

/** How often a merge is made anew when a branch moves while it is being made. */
const MAX_ATTEMPTS = 10;

/** How long each attempt waits at most until the other move is recorded. */
const RETRY_MS = 100;

/** Merges merge requests. The server itself pushes the new tip; the request becomes merged by what follows from that push. */
@Injectable()
export class MergeRequestMerger {
  constructor(
    private readonly requests: MergeRequests,
    private readonly conditions: MergeConditions,
    private readonly sourceBranches: SourceBranches,
    private readonly bare: BareRepositories,
    private readonly commits: MergeCommits,
    private readonly pushes: ServerPushes,
    private readonly journal: PushJournal,
    private readonly lock: RepositoryLock,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /**
   * @returns the commit that the target branch now points at
   * @throws ForgeError `not_found`; `not_allowed` when it is closed, merged, a draft, brings nothing or lacks what CI
   *   has to report; `conflict` when it conflicts; `forbidden` when the target branch is protected. Then nothing has
   *   changed.
   */
  merge(found: Repository, iid: number, order: MergeOrder): Promise<string> {
    return this.lock.run(found, async (target) => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const row = await this.requests.get(target, iid);
        await this.conditions.require(target, row, order.user);
        const tip = await this.attempt(target, row, order);
        if (tip !== null) return tip;
        // A branch has moved: that move is recorded first.
        await this.journal.waitForChange(RETRY_MS);
      }
      throw new ForgeError('conflict', `The branches of merge request !${iid} do not stop moving: try again`);
    });
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
    const tip = await this.commits.make(target, row, base, order);
    if (!(await this.announce(row, tip))) return null;
    const isMerged = await this.pushes.push({
      at: target,
      pusher: order.user,
      updates: [
        { ref: targetRef, before: base, after: tip },
        ...(await this.sourceBranches.updates(target, row, order)),
      ],
    });
    if (!isMerged) return null;
    await this.sourceBranches.pruneFork(target, row, order);
    return tip;
  }

  /** From here on a target that moves to `tip` has merged the request, even if this process dies before it can say so. */
  private async announce(row: MergeRequestRow, tip: string): Promise<boolean> {
    const asSeen = { id: row.id, headSha: row.headSha, state: In([...OPEN_STATES]) };
    const { affected } = await this.unitOfWork.run((tx) =>
      tx.update(MergeRequestRow, asSeen, { mergeCommitSha: tip }),
    );
    return affected === 1;
  }
}

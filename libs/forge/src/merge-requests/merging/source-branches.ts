import { Injectable } from '@nestjs/common';
import { Loggers, ZERO_SHA, type Logger, type Repository, type User } from '#domain';
import { ServerPushes } from '#git';
import { Access } from '../../access/access.js';
import type { MergeOrder } from './merge-order.js';
import { nameOf } from '../merge-request-state.js';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { BranchRules } from '../../refs/branch-rules.js';
import { BRANCH } from '../../refs/ref-events.js';
import { Repositories } from '../../repositories/repositories.js';
import { Users } from '../../users/users.js';

/** The source branches of requests that are being merged: kept as they are, or deleted ("pruned") where that was asked for. */
@Injectable()
export class SourceBranches {
  private readonly logger: Logger;

  constructor(
    private readonly repositories: Repositories,
    private readonly users: Users,
    private readonly access: Access,
    private readonly branchRules: BranchRules,
    private readonly pushes: ServerPushes,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('merge');
  }

  /** For the push that merges: a source in the same repository has to be what is merged, and is deleted in the same moment if it is to be. */
  async updates(target: Repository, row: MergeRequestRow, order: MergeOrder) {
    if (row.sourceId !== target.id) return [];
    const ref = BRANCH + row.sourceBranch;
    const after = (await this.isPruned(target, row, order)) ? ZERO_SHA : row.headSha;
    return [{ ref, before: row.headSha, after }];
  }

  /** After the merge: deletes a source branch in a fork, where it is to be deleted and has not moved on. */
  async pruneFork(target: Repository, row: MergeRequestRow, order: MergeOrder): Promise<void> {
    if (row.sourceId === target.id) return;
    const source = await this.repositories.byId(row.sourceId);
    if (source === null || !(await this.isPruned(source, row, order))) return;
    const update = { ref: BRANCH + row.sourceBranch, before: row.headSha, after: ZERO_SHA };
    const isGone = await this.pushes.push({ at: source, pusher: order.user, updates: [update] });
    if (!isGone) this.logger.log(`${nameOf(row)}: its source branch has moved on and stays`);
  }

  /** Whether the user may have the branch deleted: the author, whom the merge asks, or who may push there. */
  async mayChoose(row: MergeRequestRow, user: User): Promise<boolean> {
    if (user.id === row.authorId) return true;
    const source = await this.repositories.byId(row.sourceId);
    return source !== null && (await this.access.allows(user, source, 'push'));
  }

  /** A default branch is never pruned, and neither is a protected one. */
  private async isPruned(source: Repository, row: MergeRequestRow, order: MergeOrder): Promise<boolean> {
    const isWanted = order.pruneSourceBranch ?? row.pruneSourceBranch;
    if (!isWanted || source.defaultBranch === row.sourceBranch) return false;
    // The right to push there is asked of the user who chose to prune.
    const requester =
      order.pruneSourceBranch === undefined ? await this.users.known(row.authorId) : order.user;
    if (!(await this.access.allows(requester, source, 'push'))) return false;
    return (await this.branchRules.of(source, row.sourceBranch)) === null;
  }
}

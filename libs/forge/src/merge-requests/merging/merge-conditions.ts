import { Injectable } from '@nestjs/common';
import { ForgeError, type Repository, type User } from '#domain';
import { nameOf, requireMergeable } from '../merge-request-state.js';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { PushPolicy } from '../../refs/push-policy.js';
import { CommitReports } from '../../statuses/commit-reports.js';

/** What has to hold before a request can be merged, conflicts apart. */
@Injectable()
export class MergeConditions {
  constructor(
    private readonly policy: PushPolicy,
    private readonly reports: CommitReports,
  ) {}

  /**
   * @throws ForgeError `not_allowed` when it is closed, merged, a draft, or when CI has not reported what the target
   *   branch requires; `forbidden` when the target branch is protected from this user
   */
  async require(target: Repository, row: MergeRequestRow, user: User): Promise<void> {
    requireMergeable(row);
    await this.policy.requireMerge(target, user, row.targetBranch);
    const { obstacle } = await this.reports.verdict(target, { branch: row.targetBranch, sha: row.headSha });
    if (obstacle !== null)
      throw new ForgeError('not_allowed', `${nameOf(row)} cannot be merged: ${obstacle}`);
  }
}

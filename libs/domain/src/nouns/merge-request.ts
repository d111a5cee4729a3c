import type { Commit } from './commit.js';
import type { Repository } from './repository.js';
import type { User } from './user.js';

/** `reopened` is an open state too: that of a request that was closed in between. */
export type MergeRequestState = 'opened' | 'closed' | 'reopened' | 'merged';

export type MergeRequestAction = 'open' | 'update' | 'close' | 'reopen' | 'merge';

/** How a request got into its state. */
export const LAST_ACTION: Readonly<Record<MergeRequestState, MergeRequestAction>> = {
  opened: 'open',
  reopened: 'reopen',
  closed: 'close',
  merged: 'merge',
};

/** What the trial merge found; `unchecked` until it has been made with the newest source and target. */
export type MergeStatus = 'unchecked' | 'can_be_merged' | 'cannot_be_merged';

export interface Label {
  readonly id: number;
  readonly repositoryId: number;
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

/** Somebody who is to look at a merge request. */
export interface Reviewer {
  readonly user: User;
  readonly hasApproved: boolean;
}

export interface MergeRequest {
  readonly id: number;
  /** Its number within the target repository. */
  readonly iid: number;
  readonly title: string;
  /** `''` when there is none. */
  readonly description: string;
  readonly state: MergeRequestState;
  readonly mergeStatus: MergeStatus;
  /** A fork, or the target itself; the target stands in for a fork that is gone. */
  readonly source: Repository;
  /** Stays what it was when the fork is gone. */
  readonly sourceId: number;
  readonly sourceBranch: string;
  readonly target: Repository;
  readonly targetBranch: string;
  readonly author: User;
  /** They review, in the order in which they were named. */
  readonly assignees: readonly Reviewer[];
  readonly testers: readonly Reviewer[];
  readonly reviewers: readonly Reviewer[];
  readonly labels: readonly Label[];
  readonly milestoneId: number | null;
  readonly squash: boolean;
  /** Whether the source branch goes when the request is merged. */
  readonly prunesSourceBranch: boolean;
  /** The newest commit of the source. */
  readonly headSha: string;
  /** The newest commit of the source; null when git cannot read it any more. */
  readonly lastCommit: Commit | null;
  /**
   * What the target branch points at, or did when the request was last open; of a merged one, what the merge made of it. Null when git
   * cannot read it any more.
   */
  readonly targetCommit: Commit | null;
  /** The test merge, where there is a clean one and the repository has such merges built; else null. */
  readonly virtualMergeSha: string | null;
  /** What the merge made of the target branch, and who merged; null unless it is merged. */
  readonly mergeCommitSha: string | null;
  readonly mergedById: number | null;
  /** ISO 8601 in UTC, like `updatedAt`. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

const WORK_IN_PROGRESS = /^\s*(\[WIP\]\s*|WIP:\s*|WIP\s+)+/i;

/** A title says it: `WIP: `, `WIP ` or `[WIP]` in front, in any case, any number of times. */
export const isWorkInProgress = (title: string): boolean => WORK_IN_PROGRESS.test(title);

export const markedWorkInProgress = (title: string): string =>
  isWorkInProgress(title) ? title : `WIP: ${title}`;

export const withoutWorkInProgress = (title: string): string => title.replace(WORK_IN_PROGRESS, '');

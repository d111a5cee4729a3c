import type { Commit } from './commit.js';
import type { Repository } from './repository.js';
import type { User } from './user.js';

/** `reopened` is an open state: the request was closed in between. */
export type MergeRequestState = 'opened' | 'closed' | 'reopened' | 'merged';

export type MergeRequestAction = 'open' | 'update' | 'close' | 'reopen' | 'merge';

/** The action that leads to each state. */
export const LAST_ACTION: Readonly<Record<MergeRequestState, MergeRequestAction>> = {
  opened: 'open',
  reopened: 'reopen',
  closed: 'close',
  merged: 'merge',
};

/** The result of the test merge; `unchecked` until it has run with the newest source and target. */
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

/** A user who is asked to review a merge request. */
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
  /** A fork, or the target itself; the target also replaces a deleted fork. */
  readonly source: Repository;
  /** Kept when the fork is deleted. */
  readonly sourceId: number;
  readonly sourceBranch: string;
  readonly target: Repository;
  readonly targetBranch: string;
  readonly author: User;
  /** In the order in which they were named. */
  readonly assignees: readonly Reviewer[];
  readonly testers: readonly Reviewer[];
  readonly reviewers: readonly Reviewer[];
  readonly labels: readonly Label[];
  readonly milestoneId: number | null;
  readonly squash: boolean;
  /** Whether the source branch is deleted after the merge. */
  readonly prunesSourceBranch: boolean;
  /** The newest commit of the source. */
  readonly headSha: string;
  /** The newest commit of the source; null when git can no longer read it. */
  readonly lastCommit: Commit | null;
  /**
   * The commit of the target branch, or its commit when the request was last open; for a merged request, the result
   * of the merge. Null when git can no longer read it.
   */
  readonly targetCommit: Commit | null;
  /** The test merge, when it is clean and the repository builds such merges; else null. */
  readonly virtualMergeSha: string | null;
  /** The target branch's commit after the merge; null unless merged, like `mergedById`. */
  readonly mergeCommitSha: string | null;
  readonly mergedById: number | null;
  /** ISO 8601 in UTC, like `updatedAt`. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

const WORK_IN_PROGRESS = /^\s*(\[WIP\]\s*|WIP:\s*|WIP\s+)+/i;

/** Whether the title begins with `WIP: `, `WIP ` or `[WIP]`, in any case, any number of times. */
export const isWorkInProgress = (title: string): boolean => WORK_IN_PROGRESS.test(title);

export const markedWorkInProgress = (title: string): string =>
  isWorkInProgress(title) ? title : `WIP: ${title}`;

export const withoutWorkInProgress = (title: string): string => title.replace(WORK_IN_PROGRESS, '');

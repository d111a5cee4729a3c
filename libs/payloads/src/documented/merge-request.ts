import {
  isWorkInProgress,
  type MergeRequestAction,
  type MergeRequestChanged,
  type MergeRequestState,
  type MergeStatus,
} from '#domain';
import type { Integer, UtcTime } from '../formats.js';
import type { Links } from '../links.js';
import { commitPayload, type CommitPayload } from './commit.js';
import { mergedRepository, type MergedRepository } from './repository.js';
import { isoSeconds } from './times.js';
import { userPayload, type UserPayload } from './user.js';

export interface MergeRequestPayload {
  readonly object_kind: 'merge_request';
  readonly user: UserPayload;
  readonly object_attributes: {
    readonly id: Integer;
    readonly target_branch: string;
    readonly source_branch: string;
    readonly source_project_id: Integer;
    readonly author_id: Integer;
    readonly assignee_id: Integer | null;
    readonly title: string;
    readonly created_at: UtcTime;
    readonly updated_at: UtcTime;
    readonly st_commits: null;
    readonly st_diffs: null;
    readonly milestone_id: Integer | null;
    readonly state: MergeRequestState;
    readonly merge_status: MergeStatus;
    readonly target_project_id: Integer;
    readonly iid: Integer;
    readonly description: string;
    readonly source: MergedRepository;
    readonly target: MergedRepository;
    readonly last_commit: CommitPayload | null;
    readonly work_in_progress: boolean;
    readonly url: string;
    readonly action: MergeRequestAction;
  };
}

/** The contract's section 代码评审事件 (merge request event). */
export const mergeRequestPayload = (
  { user, mergeRequest, action }: MergeRequestChanged,
  links: Links,
): MergeRequestPayload => ({
  object_kind: 'merge_request',
  user: userPayload(user),
  object_attributes: {
    id: mergeRequest.id,
    target_branch: mergeRequest.targetBranch,
    source_branch: mergeRequest.sourceBranch,
    source_project_id: mergeRequest.sourceId,
    author_id: mergeRequest.author.id,
    assignee_id: mergeRequest.assignees[0]?.user.id ?? null,
    title: mergeRequest.title,
    created_at: isoSeconds(mergeRequest.createdAt),
    updated_at: isoSeconds(mergeRequest.updatedAt),
    st_commits: null,
    st_diffs: null,
    milestone_id: mergeRequest.milestoneId,
    state: mergeRequest.state,
    merge_status: mergeRequest.mergeStatus,
    target_project_id: mergeRequest.target.id,
    iid: mergeRequest.iid,
    description: mergeRequest.description,
    source: mergedRepository(mergeRequest.source, links),
    target: mergedRepository(mergeRequest.target, links),
    last_commit:
      mergeRequest.lastCommit && commitPayload(mergeRequest.lastCommit, mergeRequest.target, links),
    work_in_progress: isWorkInProgress(mergeRequest.title),
    url: links.mergeRequest(mergeRequest.target, mergeRequest.iid),
    action,
  },
});

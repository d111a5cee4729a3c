import {
  isWorkInProgress,
  LAST_ACTION,
  type MergeRequest,
  type MergeRequestAction,
  type MergeRequestChanged,
  type MergeStatus,
  type Reviewer,
} from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { Integer, OffsetTime, Sha, ShaOrEmpty } from '../formats.js';
import type { Links } from '../links.js';
import { commitPayload, type CommitPayload } from './parts/commit.js';
import { labelPayload, type LabelPayload } from './parts/label.js';
import { mergeRequestChanges, type MergeRequestChanges } from './parts/merge-request-changes.js';
import { project, type ProjectPayload } from './parts/project.js';
import { repositoryPayload, type RepositoryPayload } from './parts/repository.js';
import { secondsWithOffset } from './parts/times.js';
import { userPayload, type UserPayload } from './parts/user.js';

export interface MergeRequestPayload {
  readonly object_kind: 'merge_request';
  readonly event_type: 'merge_request';
  readonly event_name: `merge_request_${MergeRequestAction}`;
  readonly user: UserPayload;
  readonly project: ProjectPayload;
  readonly repository: RepositoryPayload;
  readonly object_attributes: ChangedMergeRequest;
  readonly merge_request: ChangedMergeRequest;
  readonly labels: readonly LabelPayload[];
  readonly issues: readonly [];
  readonly changes: MergeRequestChanges;
  /**
   * Of a virtual merge.
   * @pattern ^(merge-requests/\d+/merge)?$
   */
  readonly git_branch: string;
  readonly git_commit_no: ShaOrEmpty;
  readonly git_target_branch_commit_no: ShaOrEmpty;
  readonly manual_build: false;
  readonly virtual_merge_build: boolean;
  readonly extend_attributes: null;
  /** @pattern ^[0-9a-f]{32}$ */
  readonly produce_random_id: string;
  /**
   * The request's number and the id of the delivery.
   * @pattern ^\d+_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$
   */
  readonly uuid: string;
}

/** The fields that merge request events and notes on a request share. */
export interface MergeRequestAttributes {
  readonly id: Integer;
  readonly iid: Integer;
  readonly title: string;
  readonly description: string;
  readonly state: 'opened' | 'closed' | 'merged';
  readonly action: MergeRequestAction;
  readonly merge_status: MergeStatus;
  readonly conflict: boolean;
  readonly work_in_progress: boolean;
  readonly url: string;
  readonly author_id: Integer;
  readonly author: UserPayload;
  readonly assignee_id: Integer | null;
  readonly assignee_list: readonly UserPayload[];
  readonly reviewer_list: readonly UserPayload[];
  readonly need_review: boolean;
  readonly need_test: boolean;
  readonly milestone_id: Integer | null;
  readonly source_branch: string;
  readonly source_project_id: Integer;
  readonly source: ProjectPayload;
  readonly target_branch: string;
  readonly target_project_id: Integer;
  readonly target: ProjectPayload;
  readonly last_commit: CommitPayload | null;
  readonly target_branch_commit: CommitPayload | null;
  readonly created_at: OffsetTime;
  readonly updated_at: OffsetTime;
  readonly merge_commit_sha: Sha | null;
  readonly merge_user_id: Integer | null;
  readonly merge_params: { readonly force_remove_source_branch: boolean };
  readonly merge_when_pipeline_succeeds: false;
  readonly merge_error: null;
  readonly head_pipeline_id: null;
  readonly last_edited_at: null;
  readonly last_edited_by_id: null;
  readonly updated_by_id: null;
  readonly time_estimate: null;
  readonly total_time_spent: 0;
  readonly human_time_estimate: null;
  readonly human_total_time_spent: null;
  readonly omega_attributes: null;
}

interface ChangedMergeRequest extends MergeRequestAttributes {
  /** The old head when new commits arrived. */
  readonly oldrev: ShaOrEmpty;
  readonly update_reason: '';
}

/** The documented merge request and what production adds to it. */
export const mergeRequestPayload = (
  event: MergeRequestChanged,
  links: Links,
  delivery: DeliveryIdentity,
): MergeRequestPayload => {
  const { mergeRequest: request, before, action } = event;
  const hasNewCommits = action === 'update' && before !== null && before.headSha !== request.headSha;
  const attributes: ChangedMergeRequest = {
    ...mergeRequestAttributes(request, links),
    action,
    oldrev: hasNewCommits ? before.headSha : '',
    update_reason: '',
  };
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    event_name: `merge_request_${action}`,
    user: userPayload(event.user),
    project: project(request.target, links),
    repository: repositoryPayload(request.target, links),
    object_attributes: attributes,
    merge_request: attributes,
    labels: request.labels.map(labelPayload),
    issues: [],
    changes: mergeRequestChanges(before, request),
    git_branch: request.virtualMergeSha === null ? '' : `merge-requests/${request.iid}/merge`,
    git_commit_no: request.virtualMergeSha ?? '',
    git_target_branch_commit_no: request.targetCommit?.sha ?? '',
    manual_build: false,
    virtual_merge_build: request.virtualMergeSha !== null,
    extend_attributes: null,
    produce_random_id: delivery.uuid.replaceAll('-', ''),
    uuid: `${request.iid}_${delivery.uuid}`,
  };
};

/** `action` is the one that led to the state. */
export const mergeRequestAttributes = (request: MergeRequest, links: Links): MergeRequestAttributes => ({
  id: request.id,
  iid: request.iid,
  title: request.title,
  description: request.description,
  state: request.state === 'reopened' ? 'opened' : request.state,
  action: LAST_ACTION[request.state],
  merge_status: request.mergeStatus,
  conflict: request.mergeStatus === 'cannot_be_merged',
  work_in_progress: isWorkInProgress(request.title),
  url: links.mergeRequest(request.target, request.iid),
  author_id: request.author.id,
  author: userPayload(request.author),
  assignee_id: request.assignees[0]?.user.id ?? null,
  assignee_list: request.assignees.map(({ user }) => userPayload(user)),
  reviewer_list: request.reviewers.map(({ user }) => userPayload(user)),
  need_review: isAwaited(request.assignees),
  need_test: isAwaited(request.testers),
  milestone_id: request.milestoneId,
  source_branch: request.sourceBranch,
  source_project_id: request.sourceId,
  source: project(request.source, links),
  target_branch: request.targetBranch,
  target_project_id: request.target.id,
  target: project(request.target, links),
  last_commit: request.lastCommit && commitPayload(request.lastCommit, request.target, links),
  target_branch_commit: request.targetCommit && commitPayload(request.targetCommit, request.target, links),
  created_at: secondsWithOffset(request.createdAt),
  updated_at: secondsWithOffset(request.updatedAt),
  merge_commit_sha: request.mergeCommitSha,
  merge_user_id: request.mergedById,
  merge_params: { force_remove_source_branch: request.prunesSourceBranch },
  merge_when_pipeline_succeeds: false,
  merge_error: null,
  head_pipeline_id: null,
  last_edited_at: null,
  last_edited_by_id: null,
  updated_by_id: null,
  time_estimate: null,
  total_time_spent: 0,
  human_time_estimate: null,
  human_total_time_spent: null,
  omega_attributes: null,
});

const isAwaited = (people: readonly Reviewer[]): boolean => people.some(({ hasApproved }) => !hasApproved);

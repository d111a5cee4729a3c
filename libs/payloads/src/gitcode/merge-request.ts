import {
  isWorkInProgress,
  LAST_ACTION,
  type Label,
  type MergeRequest,
  type MergeRequestChanged,
  type Reviewer,
} from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { Links } from '../links.js';
import { repositoryPayload } from './repository.js';
import { commitPayload } from './commit.js';
import { mergeRequestChanges } from './merge-request-changes.js';
import { project } from './project.js';
import { secondsWithOffset } from './times.js';
import { userPayload } from './user.js';

/** The documented merge request and what production adds to it. */
export const mergeRequestPayload = (event: MergeRequestChanged, links: Links, delivery: DeliveryIdentity) => {
  const { mergeRequest: request, before, action } = event;
  const hasNewCommits = action === 'update' && before !== null && before.headSha !== request.headSha;
  const attributes = {
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
    git_branch: '',
    git_commit_no: '',
    git_target_branch_commit_no: request.targetCommit?.sha ?? '',
    manual_build: false,
    virtual_merge_build: false,
    extend_attributes: null,
    produce_random_id: delivery.uuid.replaceAll('-', ''),
    uuid: `${request.iid}_${delivery.uuid}`,
  };
};

/** What an event about a request and a note on one both show; `action` is how it got into its state. */
export const mergeRequestAttributes = (request: MergeRequest, links: Links) => ({
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
  reviewer_list: request.assignees.map(({ user }) => userPayload(user)),
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

const labelPayload = (label: Label) => ({
  id: label.id,
  title: label.name,
  color: label.color,
  project_id: label.repositoryId,
  created_at: secondsWithOffset(label.createdAt),
});

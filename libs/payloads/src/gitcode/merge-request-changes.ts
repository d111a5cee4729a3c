import type { MergeRequest } from '#domain';
import { secondsWithOffset } from './times.js';

type Fields = Readonly<Record<string, (request: MergeRequest) => unknown>>;

/** What a new request tells of itself. Flags of what this server does not have never change. */
const AT_OPENING: Fields = {
  id: ({ id }) => id,
  iid: ({ iid }) => iid,
  title: ({ title }) => title,
  description: ({ description }) => description,
  state: ({ state }) => (state === 'reopened' ? 'opened' : state),
  author_id: ({ author }) => author.id,
  source_branch: ({ sourceBranch }) => sourceBranch,
  source_project_id: ({ sourceId }) => sourceId,
  target_branch: ({ targetBranch }) => targetBranch,
  target_project_id: ({ target }) => target.id,
  merge_status: ({ mergeStatus }) => mergeStatus,
  merge_params: ({ prunesSourceBranch }) => `force_remove_source_branch: ${prunesSourceBranch}\n`,
  merge_when_pipeline_succeeds: () => false,
  squash: ({ squash }) => squash,
  close_issue_when_merge: () => true,
  current_patchset_id: () => 0,
  patchset_locked: () => false,
  latest_merge_request_diff_id: ({ id }) => id,
  moderation_result: () => false,
  moderation_time: () => 0,
  created_at: ({ createdAt }) => secondsWithOffset(createdAt),
  updated_at: ({ updatedAt }) => secondsWithOffset(updatedAt),
};

const LATER: Fields = {
  ...AT_OPENING,
  milestone_id: ({ milestoneId }) => milestoneId,
  merge_commit_sha: ({ mergeCommitSha }) => mergeCommitSha,
  merge_user_id: ({ mergedById }) => mergedById,
  assignee_ids: ({ assignees }) => assignees.map(({ user }) => user.id),
  labels: ({ labels }) => labels.map(({ name }) => name),
};

/** `{field: {previous, current}}`: all fields of a new request, and later those that are different now. */
export function mergeRequestChanges(before: MergeRequest | null, after: MergeRequest) {
  const entries = Object.entries(before === null ? AT_OPENING : LATER).map(
    ([name, of]) => [name, { previous: before && of(before), current: of(after) }] as const,
  );
  return Object.fromEntries(
    entries.filter(
      ([, { previous, current }]) => before === null || JSON.stringify(previous) !== JSON.stringify(current),
    ),
  );
}

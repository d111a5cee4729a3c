import type { MergeRequest, MergeStatus } from '#domain';
import type { Integer, OffsetTime, Sha } from '../../formats.js';
import { changesOf, type FieldsOf } from './changes.js';
import { secondsWithOffset } from './times.js';

/** `previous` is also null for a new request. */
interface Change<Shown> {
  readonly previous: Shown | null;
  readonly current: Shown;
}

/** All fields of a new request, later the changed ones. */
export interface MergeRequestChanges {
  readonly id?: Change<Integer>;
  readonly iid?: Change<Integer>;
  readonly title?: Change<string>;
  readonly description?: Change<string>;
  readonly state?: Change<'opened' | 'closed' | 'merged'>;
  readonly author_id?: Change<Integer>;
  readonly source_branch?: Change<string>;
  readonly source_project_id?: Change<Integer>;
  readonly target_branch?: Change<string>;
  readonly target_project_id?: Change<Integer>;
  readonly merge_status?: Change<MergeStatus>;
  readonly merge_params?: Change<string>;
  readonly merge_when_pipeline_succeeds?: Change<boolean>;
  readonly squash?: Change<boolean>;
  readonly close_issue_when_merge?: Change<boolean>;
  readonly current_patchset_id?: Change<Integer>;
  readonly patchset_locked?: Change<boolean>;
  readonly latest_merge_request_diff_id?: Change<Integer>;
  readonly moderation_result?: Change<boolean>;
  readonly moderation_time?: Change<Integer>;
  readonly created_at?: Change<OffsetTime>;
  readonly updated_at?: Change<OffsetTime>;
  readonly milestone_id?: Change<Integer | null>;
  readonly merge_commit_sha?: Change<Sha | null>;
  readonly merge_user_id?: Change<Integer | null>;
  readonly assignee_ids?: Change<readonly Integer[]>;
  readonly labels?: Change<readonly string[]>;
}

type Fields = FieldsOf<MergeRequestChanges, MergeRequest>;

/** The fields of a new request. Flags of features that this server lacks never change. */
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

/** `{field: {previous, current}}`: all fields of a new request, later the changed ones. */
export const mergeRequestChanges = (before: MergeRequest | null, after: MergeRequest): MergeRequestChanges =>
  changesOf(before === null ? AT_OPENING : LATER, before, after);

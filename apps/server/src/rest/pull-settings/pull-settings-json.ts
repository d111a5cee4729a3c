import { z } from 'zod';
import type { RepositoryDetails, Settings } from '#forge';
import { millisecondsWithOffset } from '../shared/json/times.js';

export const PullSettingsJson = () =>
  z.strictObject({
    merge_request_setting: z.strictObject({
      id: z.int(),
      project_id: z.int(),
      disable_merge_by_self: z.boolean(),
      created_at: z.string(),
      updated_at: z.string(),
      can_force_merge: z.boolean(),
      disable_squash_merge: z.boolean(),
      approval_required_reviewers: z.int(),
      approval_required_approvers: z.int(),
      add_notes_after_merged: z.boolean(),
      merged_commit_author: z.string(),
      mark_auto_merged_mr_as_closed: z.boolean(),
      delete_source_branch_when_merged: z.boolean(),
      auto_squash_merge: z.boolean(),
      squash_merge_with_no_merge_commit: z.boolean(),
      close_issue_when_mr_merged: z.boolean(),
      can_reopen: z.boolean(),
      is_check_cla: z.boolean(),
      approval_approvers: z.array(z.strictObject({ login: z.string() })),
      approval_testers: z.array(z.strictObject({ login: z.string() })),
      approval_required_testers: z.int(),
      is_allow_lite_merge_request: z.boolean(),
    }),
    only_allow_merge_if_all_discussions_are_resolved: z.boolean(),
    only_allow_merge_if_pipeline_succeeds: z.boolean(),
    merge_method: z.string(),
    required_contexts: z.array(z.string()),
    virtual_merge_build: z.boolean(),
  });
export type PullSettingsJson = z.output<ReturnType<typeof PullSettingsJson>>;

/** @param changedAt ISO 8601 in UTC; null when nothing was ever changed */
export const pullSettingsJson = (
  { repository, createdAt }: RepositoryDetails,
  merges: Settings['merges'],
  changedAt: string | null,
): PullSettingsJson => ({
  merge_request_setting: {
    id: repository.id,
    project_id: repository.id,
    disable_merge_by_self: merges.disable_merge_by_self,
    created_at: millisecondsWithOffset(createdAt),
    updated_at: millisecondsWithOffset(changedAt ?? createdAt),
    can_force_merge: merges.can_force_merge,
    disable_squash_merge: merges.disable_squash_merge,
    approval_required_reviewers: merges.approval_required_reviewers,
    approval_required_approvers: merges.approval_required_approvers,
    add_notes_after_merged: merges.add_notes_after_merged,
    merged_commit_author: merges.merged_commit_author,
    mark_auto_merged_mr_as_closed: merges.mark_auto_merged_mr_as_closed,
    delete_source_branch_when_merged: merges.delete_source_branch_when_merged,
    auto_squash_merge: merges.auto_squash_merge,
    squash_merge_with_no_merge_commit: merges.squash_merge_with_no_merge_commit,
    close_issue_when_mr_merged: merges.close_issue_when_mr_merged,
    can_reopen: merges.can_reopen,
    is_check_cla: merges.is_check_cla,
    approval_approvers: listed(merges.approval_approver_ids),
    approval_testers: listed(merges.approval_tester_ids),
    approval_required_testers: merges.approval_required_testers,
    is_allow_lite_merge_request: merges.is_allow_lite_merge_request,
  },
  only_allow_merge_if_all_discussions_are_resolved: merges.only_allow_merge_if_all_discussions_are_resolved,
  only_allow_merge_if_pipeline_succeeds: merges.only_allow_merge_if_pipeline_succeeds,
  merge_method: merges.merge_method,
  /** An addition of ours, like the next. */
  required_contexts: [...merges.required_contexts],
  virtual_merge_build: merges.virtual_merge_build,
});

const listed = (names: string) =>
  names
    .split(',')
    .filter(Boolean)
    .map((login) => ({ login }));

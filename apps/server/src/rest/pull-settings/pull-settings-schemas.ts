import type { z } from 'zod';
import { body, choice, lenientBoolean, names, text, wholeNumber } from '../shared/schemas.js';

const MOST_PEOPLE = 1_000;
const people = text(10_000);
const howMany = wholeNumber(0, MOST_PEOPLE);

/** The documented fields, and two additions of ours: `required_contexts` and `virtual_merge_build`. */
export const ChangePullSettings = body({
  approval_required_reviewers_enable: lenientBoolean,
  approval_required_reviewers: howMany,
  only_allow_merge_if_all_discussions_are_resolved: lenientBoolean,
  only_allow_merge_if_pipeline_succeeds: lenientBoolean,
  required_contexts: names,
  virtual_merge_build: lenientBoolean,
  disable_merge_by_self: lenientBoolean,
  can_force_merge: lenientBoolean,
  add_notes_after_merged: lenientBoolean,
  mark_auto_merged_mr_as_closed: lenientBoolean,
  can_reopen: lenientBoolean,
  delete_source_branch_when_merged: lenientBoolean,
  disable_squash_merge: lenientBoolean,
  auto_squash_merge: lenientBoolean,
  merge_method: choice('merge', 'rebase_merge', 'ff'),
  squash_merge_with_no_merge_commit: lenientBoolean,
  merged_commit_author: text(200),
  approval_required_approvers: howMany,
  approval_approver_ids: people,
  approval_tester_ids: people,
  approval_required_testers: howMany,
  is_check_cla: lenientBoolean,
  is_allow_lite_merge_request: lenientBoolean,
  lite_merge_request_prefix_title: text(200),
  close_issue_when_mr_merged: lenientBoolean,
}).transform(({ approval_required_reviewers_enable: needsReviewers, required_contexts, ...settings }) => ({
  ...settings,
  approval_required_reviewers: needsReviewers === false ? 0 : settings.approval_required_reviewers,
  required_contexts: required_contexts && [...new Set(required_contexts)],
}));
export type ChangePullSettings = z.output<typeof ChangePullSettings>;

import type { Repository } from '#domain';
import type { MergeRule } from '#forge';

/** `required_contexts` is an addition of ours; of the others only the rule for pipelines can be set. */
export const pullSettingsJson = (repository: Repository, rule: MergeRule) => ({
  merge_request_setting: {
    id: repository.id,
    project_id: repository.id,
    disable_merge_by_self: false,
    can_force_merge: false,
    disable_squash_merge: false,
    approval_required_reviewers: 0,
    approval_required_approvers: 0,
    add_notes_after_merged: true,
    merged_commit_author: '',
    mark_auto_merged_mr_as_closed: false,
    delete_source_branch_when_merged: false,
    auto_squash_merge: false,
    squash_merge_with_no_merge_commit: true,
    close_issue_when_mr_merged: false,
    can_reopen: true,
    is_check_cla: false,
    approval_approvers: [],
    approval_testers: [],
    approval_required_testers: 0,
    is_allow_lite_merge_request: false,
  },
  only_allow_merge_if_all_discussions_are_resolved: false,
  only_allow_merge_if_pipeline_succeeds: rule.needsPipeline,
  merge_method: 'merge',
  required_contexts: rule.requiredContexts,
});

/** The settings of a repository in the API's own words, with their defaults. */
const DEFAULT_SETTINGS: Settings = {
  about: { homepage: '', status: 0 },
  modules: {
    has_wiki: true,
    has_issue: true,
    has_security: true,
    has_merge_request: true,
    has_fork: true,
    has_analysis: true,
    has_discussion: true,
  },
  members: { mode: 1 },
  reviewer: { assignees: '', testers: '', assignees_number: 0, testers_number: 0 },
  pushes: {
    reject_not_signed_by_gpg: false,
    commit_message_regex: '',
    max_file_size: 0,
    skip_rule_for_owner: false,
    deny_force_push: false,
  },
  refs: {
    disable_fork: false,
    forbidden_developer_create_branch: false,
    forbidden_developer_create_tag: false,
    forbidden_committer_create_branch: false,
    forbidden_developer_create_branch_user_ids: '',
    branch_name_regex: '',
    tag_name_regex: '',
    generate_pre_merge_ref: false,
    forbidden_gitlab_access: false,
    rebase_disable_trigger_webhook: false,
    open_gpg_verified: false,
    include_lfs_objects: false,
  },
  merges: {
    only_allow_merge_if_all_discussions_are_resolved: false,
    only_allow_merge_if_pipeline_succeeds: false,
    required_contexts: [],
    merge_method: 'merge',
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
    approval_approver_ids: '',
    approval_tester_ids: '',
    approval_required_testers: 0,
    is_allow_lite_merge_request: false,
    lite_merge_request_prefix_title: '',
    virtual_merge_build: false,
  },
};

export interface Settings {
  readonly about: { readonly homepage: string; readonly status: number };
  readonly modules: ModuleSettings;
  readonly members: { readonly mode: number };
  readonly reviewer: ReviewerSettings;
  readonly pushes: PushSettings;
  readonly refs: RefSettings;
  readonly merges: MergeSettings;
}

interface ModuleSettings {
  readonly has_wiki: boolean;
  readonly has_issue: boolean;
  readonly has_security: boolean;
  readonly has_merge_request: boolean;
  readonly has_fork: boolean;
  readonly has_analysis: boolean;
  readonly has_discussion: boolean;
}

interface ReviewerSettings {
  readonly assignees: string;
  readonly testers: string;
  readonly assignees_number: number;
  readonly testers_number: number;
}

interface PushSettings {
  readonly reject_not_signed_by_gpg: boolean;
  /** The pattern of every new commit's message, in Perl's syntax; `''` for any. */
  readonly commit_message_regex: string;
  /** In megabytes; 0 for any size. */
  readonly max_file_size: number;
  /** Whether administrators are exempt from these rules. */
  readonly skip_rule_for_owner: boolean;
  readonly deny_force_push: boolean;
}

interface RefSettings {
  readonly disable_fork: boolean;
  readonly forbidden_developer_create_branch: boolean;
  readonly forbidden_developer_create_tag: boolean;
  readonly forbidden_committer_create_branch: boolean;
  readonly forbidden_developer_create_branch_user_ids: string;
  readonly branch_name_regex: string;
  readonly tag_name_regex: string;
  readonly generate_pre_merge_ref: boolean;
  readonly forbidden_gitlab_access: boolean;
  readonly rebase_disable_trigger_webhook: boolean;
  readonly open_gpg_verified: boolean;
  readonly include_lfs_objects: boolean;
}

interface MergeSettings {
  readonly only_allow_merge_if_all_discussions_are_resolved: boolean;
  readonly only_allow_merge_if_pipeline_succeeds: boolean;
  /** An addition of ours: the contexts that must be reported as successful. */
  readonly required_contexts: readonly string[];
  readonly merge_method: string;
  readonly disable_merge_by_self: boolean;
  readonly can_force_merge: boolean;
  readonly disable_squash_merge: boolean;
  readonly approval_required_reviewers: number;
  readonly approval_required_approvers: number;
  readonly add_notes_after_merged: boolean;
  readonly merged_commit_author: string;
  readonly mark_auto_merged_mr_as_closed: boolean;
  readonly delete_source_branch_when_merged: boolean;
  readonly auto_squash_merge: boolean;
  readonly squash_merge_with_no_merge_commit: boolean;
  readonly close_issue_when_mr_merged: boolean;
  readonly can_reopen: boolean;
  readonly is_check_cla: boolean;
  readonly approval_approver_ids: string;
  readonly approval_tester_ids: string;
  readonly approval_required_testers: number;
  readonly is_allow_lite_merge_request: boolean;
  readonly lite_merge_request_prefix_title: string;
  /** An addition of ours: whether events of open requests wait for the test merge and contain it. */
  readonly virtual_merge_build: boolean;
}

export type SettingGroup = keyof Settings;

/** The settings that were changed. */
export type ChosenSettings = { readonly [Group in SettingGroup]?: Partial<Settings[Group]> };

export const settingsWith = (chosen: ChosenSettings): Settings => ({
  about: { ...DEFAULT_SETTINGS.about, ...chosen.about },
  modules: { ...DEFAULT_SETTINGS.modules, ...chosen.modules },
  members: { ...DEFAULT_SETTINGS.members, ...chosen.members },
  reviewer: { ...DEFAULT_SETTINGS.reviewer, ...chosen.reviewer },
  pushes: { ...DEFAULT_SETTINGS.pushes, ...chosen.pushes },
  refs: { ...DEFAULT_SETTINGS.refs, ...chosen.refs },
  merges: { ...DEFAULT_SETTINGS.merges, ...chosen.merges },
});

import { z } from 'zod';
import type { RepositoryDetails, Settings } from '#forge';
import { keysFirst } from '../shared/json/keys-first.js';
import { secondsWithOffset } from '../shared/json/times.js';

/** The answer of changes that show no object. */
export const SuccessJson = () => z.strictObject({ msg: z.literal('success'), code: z.number() });
export const SUCCESS: z.output<ReturnType<typeof SuccessJson>> = { msg: 'success', code: 1 };

/** The same for the repositories of organisations. */
export const OrganisationSuccessJson = () => z.strictObject(keysFirst(['code'], SuccessJson().shape));
export const ORGANISATION_SUCCESS = keysFirst(['code'], SUCCESS);

export const PushSettingsJson = () =>
  z.strictObject({
    reject_not_signed_by_gpg: z.boolean(),
    deny_force_push: z.boolean(),
    max_file_size: z.number(),
    skip_rule_for_owner: z.boolean(),
    commit_message_regex: z.string(),
  });

/** With `commit_message_regex`, an addition of ours, because all settings can be read. */
export const pushSettingsJson = (
  settings: Settings['pushes'],
): z.output<ReturnType<typeof PushSettingsJson>> => ({
  reject_not_signed_by_gpg: settings.reject_not_signed_by_gpg,
  deny_force_push: settings.deny_force_push,
  max_file_size: settings.max_file_size,
  skip_rule_for_owner: settings.skip_rule_for_owner,
  commit_message_regex: settings.commit_message_regex,
});

export const RefSettingsJson = () =>
  z.strictObject({
    disable_fork: z.boolean(),
    forbidden_developer_create_branch: z.boolean(),
    forbidden_developer_create_tag: z.boolean(),
    forbidden_committer_create_branch: z.boolean(),
    generate_pre_merge_ref: z.boolean(),
    forbidden_gitlab_access: z.boolean(),
    rebase_disable_trigger_webhook: z.boolean(),
    include_lfs_objects: z.boolean(),
    forbidden_developer_create_branch_user_ids: z.string(),
    branch_name_regex: z.string(),
    tag_name_regex: z.string(),
    open_gpg_verified: z.boolean(),
  });

/** The last four are additions of ours, because all settings can be read. */
export const refSettingsJson = (
  settings: Settings['refs'],
): z.output<ReturnType<typeof RefSettingsJson>> => ({
  disable_fork: settings.disable_fork,
  forbidden_developer_create_branch: settings.forbidden_developer_create_branch,
  forbidden_developer_create_tag: settings.forbidden_developer_create_tag,
  forbidden_committer_create_branch: settings.forbidden_committer_create_branch,
  generate_pre_merge_ref: settings.generate_pre_merge_ref,
  forbidden_gitlab_access: settings.forbidden_gitlab_access,
  rebase_disable_trigger_webhook: settings.rebase_disable_trigger_webhook,
  include_lfs_objects: settings.include_lfs_objects,
  forbidden_developer_create_branch_user_ids: settings.forbidden_developer_create_branch_user_ids,
  branch_name_regex: settings.branch_name_regex,
  tag_name_regex: settings.tag_name_regex,
  open_gpg_verified: settings.open_gpg_verified,
});

export const TransitionJson = () => z.strictObject({ memberMgntMode: z.number() });

export const transitionJson = ({
  mode,
}: Settings['members']): z.output<ReturnType<typeof TransitionJson>> => ({ memberMgntMode: mode });

export const ReviewerJson = () =>
  z.strictObject({ id: z.number(), created_at: z.string(), updated_at: z.string() });

export const reviewerJson = (
  { repository, createdAt }: RepositoryDetails,
  changedAt: string | null,
): z.output<ReturnType<typeof ReviewerJson>> => ({
  id: repository.id,
  created_at: secondsWithOffset(createdAt),
  updated_at: secondsWithOffset(changedAt ?? createdAt),
});

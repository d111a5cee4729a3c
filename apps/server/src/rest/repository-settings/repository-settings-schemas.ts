import type { z } from 'zod';
import {
  body,
  lenientBoolean,
  prose,
  requiredText,
  requiredWholeNumber,
  text,
  wholeNumber,
} from '../shared/schemas.js';

const HIGHEST = 2_147_483_647;
const LARGEST_FILE_MEGABYTES = 1_000_000;
const pattern = prose(1_000).refine(isPattern, 'is not a regular expression');
const people = text(10_000);

export const ModuleSettings = body({
  has_wiki: lenientBoolean,
  has_issue: lenientBoolean,
  has_security: lenientBoolean,
  has_merge_request: lenientBoolean,
  has_fork: lenientBoolean,
  has_analysis: lenientBoolean,
  has_discussion: lenientBoolean,
});
export type ModuleSettings = z.output<typeof ModuleSettings>;

export const RefSettings = body({
  disable_fork: lenientBoolean,
  forbidden_developer_create_branch: lenientBoolean,
  forbidden_developer_create_tag: lenientBoolean,
  forbidden_committer_create_branch: lenientBoolean,
  forbidden_developer_create_branch_user_ids: people,
  branch_name_regex: pattern,
  tag_name_regex: pattern,
  generate_pre_merge_ref: lenientBoolean,
  rebase_disable_trigger_webhook: lenientBoolean,
  open_gpg_verified: lenientBoolean,
  include_lfs_objects: lenientBoolean,
});
export type RefSettings = z.output<typeof RefSettings>;

export const PushSettings = body({
  reject_not_signed_by_gpg: lenientBoolean,
  commit_message_regex: pattern,
  max_file_size: wholeNumber(0, LARGEST_FILE_MEGABYTES),
  skip_rule_for_owner: lenientBoolean,
  deny_force_push: lenientBoolean,
});
export type PushSettings = z.output<typeof PushSettings>;

export const Transition = body({ mode: requiredWholeNumber(0, HIGHEST) });
export type Transition = z.output<typeof Transition>;

export const ReviewerSettings = body({
  assignees: people,
  testers: people,
  assignees_number: wholeNumber(0, HIGHEST),
  testers_number: wholeNumber(0, HIGHEST),
});
export type ReviewerSettings = z.output<typeof ReviewerSettings>;

/** The password is ignored: the token identifies the user. */
export const RepositoryStatus = body({
  status: requiredWholeNumber(0, HIGHEST),
  password: text(1_000),
}).transform(({ status }) => ({ status }));
export type RepositoryStatus = z.output<typeof RepositoryStatus>;

export const Transfer = body({ new_owner: requiredText(100) });
export type Transfer = z.output<typeof Transfer>;

export const OrganisationTransfer = body({ transfer_to: requiredText(100), password: text(1_000) });
export type OrganisationTransfer = z.output<typeof OrganisationTransfer>;

function isPattern(source: string | undefined): boolean {
  try {
    return source === undefined || new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

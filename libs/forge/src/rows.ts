import { ApplicationRow } from './oauth/application.entity.js';
import { GrantRow } from './oauth/grant.entity.js';
import { OAuthTokenRow } from './oauth/oauth-token.entity.js';
import { BranchRuleRow } from './refs/branch-rule.entity.js';
import { CheckRunRow } from './statuses/check-run.entity.js';
import { CollaboratorRow } from './repositories/collaborator.entity.js';
import { CommitStatusRow } from './statuses/commit-status.entity.js';
import { FormerAddressRow } from './repositories/addresses/former-address.entity.js';
import { KeyRow } from './users/key.entity.js';
import { MemberRow } from './organisations/member.entity.js';
import { IssueChangeRow } from './issues/issue-change.entity.js';
import { IssueLabelRow, IssueRow } from './issues/issue.entity.js';
import { IssueLinkRow } from './issues/issue-link.entity.js';
import { LabelRow } from './labels/label.entity.js';
import { MergeRequestLabelRow } from './merge-requests/review/merge-request-label.entity.js';
import { MergeRequestPersonRow } from './merge-requests/review/merge-request-person.entity.js';
import { MergeRequestRow } from './merge-requests/merge-request.entity.js';
import { MilestoneRow } from './milestones/milestone.entity.js';
import { NamespaceRow } from './users/namespace.entity.js';
import { NoteRow } from './notes/note.entity.js';
import { AttachmentRow, UploadRow } from './releases/attachment.entity.js';
import { OperationRow } from './merge-requests/log/operation.entity.js';
import { ResolutionRow } from './notes/resolution.entity.js';
import { ReleaseRow } from './releases/release.entity.js';
import { RepositorySettingsRow } from './repositories/settings/repository-settings.entity.js';
import { RepositoryRow } from './repositories/repository.entity.js';
import { TagRuleRow } from './refs/tag-rule.entity.js';
import { UploadedFileRow } from './uploads/uploaded-file.entity.js';
import { UserRow } from './users/user.entity.js';

/** The forge's tables. */
export const FORGE_ROWS = [
  UserRow,
  NamespaceRow,
  MemberRow,
  KeyRow,
  ApplicationRow,
  GrantRow,
  OAuthTokenRow,
  RepositoryRow,
  FormerAddressRow,
  CollaboratorRow,
  LabelRow,
  MilestoneRow,
  IssueRow,
  IssueLabelRow,
  IssueChangeRow,
  IssueLinkRow,
  MergeRequestRow,
  MergeRequestLabelRow,
  MergeRequestPersonRow,
  NoteRow,
  CommitStatusRow,
  CheckRunRow,
  OperationRow,
  ResolutionRow,
  ReleaseRow,
  AttachmentRow,
  UploadRow,
  UploadedFileRow,
  RepositorySettingsRow,
  BranchRuleRow,
  TagRuleRow,
] as const;

import {
  isWorkInProgress,
  type FileDiff,
  type Label,
  type MergeRequestState,
  type Repository,
  type Reviewer,
  type User,
} from '#domain';
import type { MergeRequestDetails, MergeRequestRow, RepositoryDetails } from '#forge';
import type { CommitDetails } from '#git';
import type { Links } from '#payloads';
import { blobUrl, rawUrl } from '../shared/file-links.js';
import { committedWithOffset, millisecondsWithOffset, secondsWithOffset } from '../shared/times.js';
import { hexId } from '../shared/user-json.js';

/** The words of lists and single requests; creating and changing answer in GitLab's. */
const shortState = (state: MergeRequestState): string =>
  state === 'opened' || state === 'reopened' ? 'open' : state;
const longState = (state: MergeRequestState): string => (state === 'reopened' ? 'opened' : state);

/** What the API shows of both repositories of a request. */
export interface PullRepositories {
  readonly source: RepositoryDetails;
  readonly target: RepositoryDetails;
}

/** An entry of `GET …/pulls`. */
export const listedPullJson = (
  details: MergeRequestDetails,
  { source, target }: PullRepositories,
  links: Links,
) => {
  const { row, request } = details;
  const { author, assignees, testers, labels } = request;
  return {
    number: row.iid,
    html_url: links.mergeRequest(request.target, row.iid),
    close_related_issue: null,
    prune_branch: row.pruneSourceBranch,
    draft: isWorkInProgress(row.title),
    url: apiUrl(details, links),
    labels: labels.map(listedLabelJson),
    user: accountJson(author, links),
    assignees: assignees.map((person) => reviewerJson(person, links)),
    testers: testers.map((person) => reviewerJson(person, links)),
    head: sideJson({ branch: row.sourceBranch, sha: row.headSha, details: source, author }, links),
    base: sideJson({ branch: row.targetBranch, sha: details.baseSha, details: target, author }, links),
    id: row.id,
    iid: row.iid,
    project_id: row.targetId,
    title: row.title,
    body: row.description,
    state: shortState(row.state),
    created_at: secondsWithOffset(row.createdAt),
    updated_at: secondsWithOffset(row.updatedAt),
    merged_at: row.mergedAt && secondsWithOffset(row.mergedAt),
    closed_by: details.closedBy && accountJson(details.closedBy, links),
    closed_at: row.closedAt && secondsWithOffset(row.closedAt),
    title_html: null,
    description_html: null,
    target_branch: row.targetBranch,
    source_branch: row.sourceBranch,
    squash_commit_message: row.squashMessage,
    user_notes_count: details.notesCount,
    upvotes: 0,
    downvotes: 0,
    source_project_id: row.sourceId,
    target_project_id: row.targetId,
    work_in_progress: isWorkInProgress(row.title),
    milestone: milestoneJson(row.milestoneId),
    merge_when_pipeline_succeeds: false,
    merge_status: row.mergeStatus,
    sha: row.headSha,
    merge_commit_sha: mergeCommitSha(details),
    discussion_locked: null,
    should_remove_source_branch: row.pruneSourceBranch,
    force_remove_source_branch: row.pruneSourceBranch,
    allow_collaboration: false,
    allow_maintainer_to_push: false,
    web_url: links.mergeRequest(request.target, row.iid),
    time_stats: NO_TIME,
    squash: row.squash,
    merged: row.state === 'merged',
    mergeable: isMergeable(details),
  };
};

/** The answer of `GET …/pulls/{number}`. */
export const pullJson = (
  details: MergeRequestDetails,
  { source, target }: PullRepositories,
  links: Links,
) => {
  const { row, request } = details;
  const { author, assignees, testers, labels } = request;
  const isClean = row.mergeStatus === 'can_be_merged';
  return {
    id: row.id,
    html_url: links.mergeRequest(request.target, row.iid),
    number: row.iid,
    url: apiUrl(details, links),
    issue_url: `${apiUrl(details, links)}/issues`,
    state: shortState(row.state),
    assignees_number: assignees.length,
    assignees: assignees.map((person) => reviewerJson(person, links)),
    testers: testers.map((person) => testerJson(person, links)),
    labels: labels.map(dateLabelJson),
    created_at: secondsWithOffset(row.createdAt),
    updated_at: secondsWithOffset(row.updatedAt),
    // Spelt so in the reference; clients read the one below.
    closed__at: row.closedAt && secondsWithOffset(row.closedAt),
    closed_at: row.closedAt && secondsWithOffset(row.closedAt),
    draft: isWorkInProgress(row.title),
    merged_at: row.mergedAt && secondsWithOffset(row.mergedAt),
    can_merge_check: row.mergeStatus !== 'unchecked',
    mergeable: isMergeable(details),
    body: row.description,
    user: accountJson(author, links),
    head: sideJson({ branch: row.sourceBranch, sha: row.headSha, details: source, author }, links),
    base: sideJson({ branch: row.targetBranch, sha: details.baseSha, details: target, author }, links),
    prune_branch: row.pruneSourceBranch,
    mergeable_state: {
      merge_request_id: row.id,
      state: isMergeable(details) && !isWorkInProgress(row.title),
      status_without_user_auth: isMergeable(details),
      conflict_passed: isClean,
      branch_missing_passed: details.isSourceBranchThere,
      non_ff_passed: true,
      mr_state_passed: shortState(row.state) === 'open',
      merged_by_user_passed: true,
      work_in_progress_passed: !isWorkInProgress(row.title),
      resolve_discussion_passed: true,
      ci_state_passed: true,
      merge_by_self_passed: true,
      can_force_merge: false,
      approval_reviewers_required_passed: true,
      approval_approvers_required_passed: true,
      approval_testers_required_passed: true,
      merge_request_switch: {
        review_mode: 'approval',
        merge_method: 'merge',
        only_allow_merge_if_all_discussions_are_resolved: false,
        disable_merge_by_self: false,
        only_allow_merge_if_pipeline_succeeds: false,
        disable_squash_merge: false,
        squash_merge_with_no_merge_commit: true,
        approval_required_reviewers_count: 0,
        approval_required_reviewers_branch: '',
        add_notes_after_merged: true,
        mark_auto_merged_mr_as_closed: false,
        can_force_merge: false,
        can_reopen: true,
      },
      reason: {},
      check_tasks_num: 0,
    },
    ref_pull_requests: [],
    iid: row.iid,
    title: row.title,
    target_branch: row.targetBranch,
    source_branch: row.sourceBranch,
    source_project_id: row.sourceId,
    target_project_id: row.targetId,
    milestone: milestoneJson(row.milestoneId),
    merge_status: row.mergeStatus,
    merge_commit_sha: mergeCommitSha(details),
    merged: row.state === 'merged',
    merged_by: details.mergedBy && accountJson(details.mergedBy, links),
    closed_by: details.closedBy && accountJson(details.closedBy, links),
    web_url: links.mergeRequest(request.target, row.iid),
  };
};

/** The answer of `POST …/pulls`: GitLab's object, and after it what clients look for in all three. */
export const createdPullJson = (
  details: MergeRequestDetails,
  { source, target }: PullRepositories,
  links: Links,
) => {
  const { row, request } = details;
  const { author, assignees, testers, labels } = request;
  const url = apiUrl(details, links);
  const web = links.mergeRequest(request.target, row.iid);
  return {
    id: row.id,
    url,
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    issue_url: `${url}/issues`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: links.api(
      `/repos/${target.repository.owner}/${target.repository.path}/pulls/comments`,
    ),
    comments_url: `${url}/comments`,
    number: row.iid,
    title: row.title,
    description: row.description,
    state: longState(row.state),
    created_at: millisecondsWithOffset(row.createdAt),
    updated_at: millisecondsWithOffset(row.updatedAt),
    merged_by: null,
    merged_at: null,
    closed_by: null,
    closed_at: null,
    title_html: null,
    description_html: null,
    target_branch: row.targetBranch,
    source_branch: row.sourceBranch,
    squash_commit_message: row.squashMessage,
    user_notes_count: details.notesCount,
    upvotes: 0,
    downvotes: 0,
    author: memberJson(author, links),
    assignee: assignees[0] === undefined ? null : memberJson(assignees[0].user, links),
    source_project_id: row.sourceId,
    target_project_id: row.targetId,
    labels: labels.map(createdLabelJson),
    work_in_progress: isWorkInProgress(row.title),
    milestone: milestoneJson(row.milestoneId),
    merge_when_pipeline_succeeds: false,
    merge_status: row.mergeStatus,
    sha: row.headSha,
    merge_commit_sha: null,
    discussion_locked: null,
    should_remove_source_branch: row.pruneSourceBranch,
    force_remove_source_branch: row.pruneSourceBranch,
    allow_collaboration: false,
    allow_maintainer_to_push: false,
    web_url: web,
    time_stats: NO_TIME,
    squash: row.squash,
    merge_request_type: 'MergeRequest',
    has_pre_merge_ref: false,
    review_mode: 'approval',
    is_source_branch_exist: details.isSourceBranchThere,
    approval_merge_request_reviewers: assignees.map((person) => approverJson(person, links)),
    approval_merge_request_approvers: [],
    approval_merge_request_testers: testers.map((person) => approverJson(person, links)),
    source_project: sourceProjectJson(source, links),
    iid: row.iid,
    body: row.description,
    user: accountJson(author, links),
    head: sideJson({ branch: row.sourceBranch, sha: row.headSha, details: source, author }, links),
    base: sideJson({ branch: row.targetBranch, sha: details.baseSha, details: target, author }, links),
    assignees: assignees.map((person) => reviewerJson(person, links)),
    testers: testers.map((person) => testerJson(person, links)),
    draft: isWorkInProgress(row.title),
    prune_branch: row.pruneSourceBranch,
    merged: false,
    mergeable: isMergeable(details),
  };
};

/** The answer of `PATCH …/pulls/{number}`. */
export const changedPullJson = (row: MergeRequestRow) => ({
  title: row.title,
  body: row.description,
  state: longState(row.state),
  created_at: millisecondsWithOffset(row.createdAt),
  updated_at: millisecondsWithOffset(row.updatedAt),
});

/** An entry of `GET …/pulls/{number}/commits`. */
export const pullCommitJson = (
  commit: CommitDetails,
  {
    at,
    links,
    accounts,
  }: { readonly at: Repository; readonly links: Links; readonly accounts: ReadonlyMap<string, User> },
) => {
  const [author, committer] = [accounts.get(commit.author.email), accounts.get(commit.committer.email)];
  return {
    sha: commit.sha,
    html_url: links.commit(at, commit.sha),
    commit: {
      author: {
        login: author?.login ?? '',
        name: commit.author.name,
        email: commit.author.email,
        date: committedWithOffset(commit.author.date),
      },
      committer: {
        login: committer?.login ?? '',
        name: commit.committer.name,
        email: commit.committer.email,
      },
      message: commit.message,
    },
    author: author === undefined ? null : personJson(author, links),
    committer: committer === undefined ? null : personJson(committer, links),
    parents: { sha: commit.parents[0] ?? '', shas: commit.parents },
  };
};

/** More of a file's diff is left out, and said to be. */
const LONGEST_DIFF = 1_000_000;

/** An entry of `GET …/pulls/{number}/files`; numbers are text there, and `status` is null. */
export const pullFileJson = (
  file: FileDiff,
  { target, head }: { target: Repository; head: string },
  links: Links,
) => ({
  sha: file.blobSha,
  filename: file.newPath,
  status: null,
  additions: String(file.additions),
  deletions: String(file.deletions),
  blob_url: blobUrl(links, target, { sha: head, path: file.newPath }),
  raw_url: rawUrl(links, target, { sha: head, path: file.newPath }),
  patch: {
    diff: file.diff.length > LONGEST_DIFF ? '' : file.diff,
    new_path: file.newPath,
    old_path: file.oldPath,
    a_mode: file.oldMode,
    b_mode: file.newMode,
    new_file: file.status === 'added',
    renamed_file: file.status === 'renamed',
    deleted_file: file.status === 'deleted',
    too_large: file.diff.length > LONGEST_DIFF,
  },
});

/** An entry of `GET …/pulls/{number}/labels`. */
export const pullLabelJson = (label: Label, at: Repository, links: Links) => ({
  id: label.id,
  color: label.color,
  name: label.name,
  repository_id: label.repositoryId,
  url: links.api(`/repos/${at.owner}/${at.path}/labels/${encodeURIComponent(label.name)}`),
  created_at: secondsWithOffset(label.createdAt),
  updated_at: secondsWithOffset(label.createdAt),
  text_color: '#FFFFFF',
});

/** An entry of the answer of `POST …/pulls/{number}/testers`. */
export const askedTesterJson = ({ user }: Reviewer) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: user.avatarUrl,
});

/** By which comments show a user. */
export const personJson = (user: User, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: user.avatarUrl,
  html_url: links.user(user.login),
});

const NO_TIME = {
  time_estimate: 0,
  total_time_spent: 0,
  human_time_estimate: null,
  human_total_time_spent: null,
};

const apiUrl = ({ request: { target, iid } }: MergeRequestDetails, links: Links): string =>
  links.api(`/repos/${target.owner}/${target.path}/pulls/${iid}`);

const isMergeable = ({ row }: MergeRequestDetails): boolean =>
  shortState(row.state) === 'open' && row.mergeStatus === 'can_be_merged';

/** Of an open request it is only what a merge was about to make. */
const mergeCommitSha = ({ row }: MergeRequestDetails): string | null =>
  row.state === 'merged' ? row.mergeCommitSha : null;

/** Milestones are numbers here; nothing else is known of them. */
const milestoneJson = (id: number | null) => (id === null ? null : { id, number: id });

const sideJson = (
  side: {
    readonly branch: string;
    readonly sha: string;
    readonly details: RepositoryDetails;
    readonly author: User;
  },
  links: Links,
) => ({
  label: side.branch,
  ref: side.branch,
  sha: side.sha,
  user: accountJson(side.details.owner, links),
  repo: sideRepositoryJson(side.details, links),
});

const sideRepositoryJson = (details: RepositoryDetails, links: Links) => {
  const { repository, owner } = details;
  return {
    id: repository.id,
    full_path: `${repository.owner}/${repository.path}`,
    full_name: `${repository.owner}/${repository.path}`,
    human_name: `${repository.owner} / ${repository.name}`,
    name: repository.name,
    path: repository.path,
    description: repository.description,
    namespace: namespaceJson(details),
    owner: accountJson(owner, links),
    assigner: accountJson(owner, links),
    private: repository.visibility === 'private',
    public: repository.visibility === 'public',
    internal: repository.visibility === 'internal',
    html_url: links.web(repository),
  };
};

const namespaceJson = ({ namespace }: RepositoryDetails) => ({
  id: namespace.id,
  name: namespace.path,
  path: namespace.path,
  develop_mode: 'normal',
  region: null,
  cell: 'default',
  kind: namespace.kind,
  full_path: namespace.path,
  full_name: namespace.path,
  parent_id: null,
  visibility_level: 20,
  enable_file_control: false,
  owner_id: namespace.ownerId,
});

const accountJson = (user: User, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  state: 'active',
  avatar_url: user.avatarUrl,
  avatar_path: null,
  email: user.email,
  name_cn: user.name,
  html_url: links.user(user.login),
  tenant_name: null,
  is_member: null,
});

const memberJson = (user: User, links: Links) => ({
  id: hexId(user.id),
  name: user.name,
  username: user.login,
  iam_id: hexId(user.id),
  nick_name: user.name,
  state: 'active',
  avatar_url: user.avatarUrl,
  avatar_path: null,
  email: user.email,
  name_cn: user.name,
  web_url: links.user(user.login),
  tenant_name: null,
  is_member: null,
});

const reviewerJson = ({ user, hasApproved }: Reviewer, links: Links) => ({
  ...personJson(user, links),
  // Spelt so in the reference.
  assigness: true,
  code_owner: false,
  accept: hasApproved,
});

const testerJson = ({ user }: Reviewer, links: Links) => personJson(user, links);

const approverJson = ({ user }: Reviewer, links: Links) => ({
  ...memberJson(user, links),
  is_codeowner: false,
});

const listedLabelJson = (label: Label) => ({
  id: label.id,
  color: label.color,
  name: label.name,
  title: label.name,
  repository_id: label.repositoryId,
  type: null,
  text_color: null,
});

const createdLabelJson = (label: Label) => ({
  id: label.id,
  color: label.color,
  name: label.name,
  title: label.name,
  type: null,
  textColor: '#FFFFFF',
});

const dateLabelJson = (label: Label) => ({
  id: label.id,
  name: label.name,
  repository_id: label.repositoryId,
  created_at: secondsWithOffset(label.createdAt),
  updated_at: secondsWithOffset(label.createdAt),
});

const sourceProjectJson = (details: RepositoryDetails, links: Links) => {
  const { repository, owner } = details;
  return {
    id: repository.id,
    description: repository.description,
    name: repository.name,
    name_with_namespace: `${repository.owner} / ${repository.name}`,
    path: repository.path,
    path_with_namespace: `${repository.owner}/${repository.path}`,
    develop_mode: 'normal',
    created_at: millisecondsWithOffset(details.createdAt),
    updated_at: millisecondsWithOffset(details.updatedAt),
    archived: false,
    is_kia: false,
    ssh_url_to_repo: links.scp(repository),
    http_url_to_repo: links.http(repository),
    web_url: links.web(repository),
    readme_url: `${links.web(repository)}/blob/${repository.defaultBranch}/README.md`,
    product_id: null,
    product_name: null,
    member_mgnt_mode: 3,
    default_branch: repository.defaultBranch,
    tag_list: [],
    license_url: null,
    license: { key: null, name: null, nickname: null, source_url: null },
    avatar_url: null,
    star_count: 0,
    forks_count: details.forksCount,
    open_issues_count: 0,
    open_merge_requests_count: 0,
    open_change_requests_count: null,
    watch_count: 0,
    last_activity_at: millisecondsWithOffset(details.updatedAt),
    namespace: namespaceJson(details),
    empty_repo: false,
    starred: false,
    visibility: repository.visibility,
    security: 'internal',
    has_updated_kia: false,
    network_type: 'green',
    owner: memberJson(owner, links),
    creator: memberJson(owner, links),
  };
};

import { isWorkInProgress } from '#domain';
import type { MergeRequestDetails, MergeRequestDiff, MergeRequestRow } from '#forge';
import type { Links } from '#payloads';
import { accountJson, memberJson } from '../../shared/json/account-json.js';
import { createdLabelJson } from '../../shared/json/label-json.js';
import { millisecondsWithOffset } from '../../shared/json/times.js';
import { apiUrl, isMergeable, longState, milestoneJson, NO_TIME } from './pull-facts.js';
import { diffRefsJson, lineCountsJson } from './pull-diff-json.js';
import { approverJson, reviewerJson, testerJson } from './pull-people-json.js';
import { sideJson, projectJson, type PullRepositories } from './pull-repositories-json.js';

/** The answer of `POST …/pulls`: GitLab's object, and after it what clients look for in all three. */
export const createdPullJson = (
  diff: MergeRequestDiff,
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
    milestone: milestoneJson(details, links),
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
    source_project: projectJson(source, links),
    target_project: projectJson(target, links),
    diff_refs: diffRefsJson(diff),
    changes_count: String(diff.files.length),
    ...lineCountsJson(diff.files),
    assignees_number: assignees.length,
    testers_number: testers.length,
    notes: details.notesCount,
    source_git_url: links.scp(source.repository),
    subscribed: true,
    locked: false,
    can_merge_check: row.mergeStatus !== 'unchecked',
    merge_error: null,
    pipeline: null,
    head_pipeline: null,
    latest_build_started_at: null,
    latest_build_finished_at: null,
    first_deployed_to_production_at: null,
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

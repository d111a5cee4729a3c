import { isWorkInProgress } from '#domain';
import type { MergeRequestDetails } from '#forge';
import type { Links } from '#payloads';
import { accountJson } from '../../shared/json/account-json.js';
import { listedLabelJson } from '../../shared/json/label-json.js';
import { secondsWithOffset } from '../../shared/json/times.js';
import { apiUrl, isMergeable, mergeCommitSha, milestoneJson, NO_TIME, shortState } from './pull-facts.js';
import { reviewerJson } from './pull-people-json.js';
import { sideJson, type PullRepositories } from './pull-repositories-json.js';

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
    milestone: milestoneJson(details, links),
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

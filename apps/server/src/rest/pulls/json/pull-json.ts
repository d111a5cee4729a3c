import { isWorkInProgress } from '#domain';
import type { MergeRequestDetails, Verdict } from '#forge';
import type { Links } from '#payloads';
import { accountJson } from '../../shared/json/account-json.js';
import { dateLabelJson } from '../../shared/json/label-json.js';
import { secondsWithOffset } from '../../shared/json/times.js';
import { apiUrl, isMergeable, mergeCommitSha, milestoneJson, shortState } from './pull-facts.js';
import { headPipelineJson, isCiPassed } from './pull-ci.js';
import { reviewerJson, testerJson } from './pull-people-json.js';
import { sideJson, type PullRepositories } from './pull-repositories-json.js';

/** The answer of `GET …/pulls/{number}`. @param verdict of CI on its head */
export const pullJson = (
  verdict: Verdict,
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
    reviewers: request.reviewers.map((person) => reviewerJson(person, links)),
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
      state: isMergeable(details) && !isWorkInProgress(row.title) && verdict.obstacle === null,
      status_without_user_auth: isMergeable(details),
      conflict_passed: isClean,
      branch_missing_passed: details.isSourceBranchThere,
      non_ff_passed: true,
      mr_state_passed: shortState(row.state) === 'open',
      merged_by_user_passed: true,
      work_in_progress_passed: !isWorkInProgress(row.title),
      resolve_discussion_passed: true,
      ci_state_passed: isCiPassed(verdict),
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
        only_allow_merge_if_pipeline_succeeds: verdict.rule.needsPipeline,
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
    milestone: milestoneJson(details, links),
    merge_status: row.mergeStatus,
    merge_when_pipeline_succeeds: false,
    head_pipeline: headPipelineJson(details, verdict),
    merge_commit_sha: mergeCommitSha(details),
    merged: row.state === 'merged',
    merged_by: details.mergedBy && accountJson(details.mergedBy, links),
    closed_by: details.closedBy && accountJson(details.closedBy, links),
    web_url: links.mergeRequest(request.target, row.iid),
  };
};

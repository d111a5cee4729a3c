import { z } from 'zod';
import type { MergeRequestDetails, MergeRequestDiff, Verdict } from '#forge';
import type { Links } from '#payloads';
import {
  DiffRefsJson,
  diffRefsJson,
  LineCountsJson,
  lineCountsJson,
} from '../../pulls/json/pull-diff-json.js';
import { ListedPullJson, listedPullJson } from '../../pulls/json/listed-pull-json.js';
import { isChecked } from '../../pulls/json/pull-facts.js';
import { headPipelineJson } from '../../pulls/json/pull-ci.js';
import { keysFirst } from '../../shared/json/keys-first.js';

const KEYS = [
  'number',
  'html_url',
  'url',
  'close_related_issue',
  'prune_branch',
  'draft',
  'labels',
  'user',
  'assignees',
  'testers',
  'head',
  'base',
  'id',
  'iid',
  'project_id',
  'title',
  'body',
  'state',
  'assignees_number',
  'testers_number',
  'created_at',
  'updated_at',
  'merged_at',
  'closed_at',
  'target_branch',
  'source_branch',
  'source_project_id',
  'force_remove_source_branch',
  'web_url',
  'merge_request_type',
  'review_mode',
  'added_lines',
  'removed_lines',
  'diff_refs',
  'notes',
  'pipeline_status',
  'pipeline_status_with_code_quality',
  'source_git_url',
  'can_merge_check',
  'mergeable',
  'locked',
  'diff_url',
  'patch_url',
  'commits_url',
  'comments_url',
  'issue_url',
] as const;

const DIFF_REFS = ['base_sha', 'head_sha', 'start_sha'] as const;

/** A merge request that closes an issue, in an owner's list: an entry of `GET …/pulls` with what it changes. */
export const LinkedPullJson = () =>
  z.strictObject(
    keysFirst(KEYS, {
      ...ListedPullJson().shape,
      close_related_issue: z.int(),
      assignees_number: z.int(),
      testers_number: z.int(),
      merge_request_type: z.string(),
      review_mode: z.string(),
      ...LineCountsJson().shape,
      diff_refs: z.strictObject(keysFirst(DIFF_REFS, DiffRefsJson().shape)),
      notes: z.int(),
      pipeline_status: z.string(),
      pipeline_status_with_code_quality: z.string(),
      source_git_url: z.string(),
      can_merge_check: z.boolean(),
      locked: z.boolean(),
      diff_url: z.string(),
      patch_url: z.string(),
      commits_url: z.string(),
      comments_url: z.string(),
      issue_url: z.string(),
    }),
  );
export type LinkedPullJson = z.output<ReturnType<typeof LinkedPullJson>>;

export const linkedPullJson = (
  details: MergeRequestDetails,
  { diff, verdict }: { readonly diff: MergeRequestDiff; readonly verdict: Verdict },
  links: Links,
): LinkedPullJson => {
  const { row, request, repositories } = details;
  const listed = listedPullJson(details, repositories, links);
  const pipeline = headPipelineJson(details, verdict)?.status ?? '';
  return keysFirst(KEYS, {
    ...listed,
    close_related_issue: 1,
    assignees_number: request.assignees.length,
    testers_number: request.testers.length,
    merge_request_type: 'MergeRequest',
    review_mode: 'approval',
    ...lineCountsJson(diff.files),
    diff_refs: keysFirst(DIFF_REFS, diffRefsJson(diff)),
    notes: details.notesCount,
    pipeline_status: pipeline,
    pipeline_status_with_code_quality: pipeline,
    source_git_url: links.scp(repositories.source.repository),
    can_merge_check: isChecked(row),
    locked: false,
    diff_url: `${listed.html_url}.diff`,
    patch_url: `${listed.html_url}.patch`,
    commits_url: `${listed.url}/commits`,
    comments_url: `${listed.url}/comments`,
    issue_url: `${listed.url}/issues`,
  });
};

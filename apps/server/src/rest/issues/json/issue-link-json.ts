import { z } from 'zod';
import type { Repository, User } from '#domain';
import type { IssueDetails, MergeRequestDetails } from '#forge';
import type { Links } from '#payloads';
import { personJson } from '../../shared/json/account-json.js';
import { createdLabelJson, pullLabelJson } from '../../shared/json/label-json.js';
import { millisecondsWithOffset } from '../../shared/json/times.js';
import { hexId } from '../../shared/json/user-json.js';
import { issueUrl } from './issue-json.js';

/** An entry of `GET …/pulls/{number}/issues`. */
export const LinkedIssueJson = () =>
  z.strictObject({
    id: z.int(),
    number: z.string(),
    title: z.string(),
    state: z.enum(['open', 'closed']),
    url: z.string(),
    html_url: z.string(),
    body: z.string(),
    user: z.strictObject({ id: z.string(), login: z.string(), name: z.string() }),
    labels: z.array(
      z.strictObject({
        id: z.int(),
        color: z.string(),
        name: z.string(),
        title: z.string(),
        type: z.null(),
        textColor: z.string(),
      }),
    ),
  });
export type LinkedIssueJson = z.output<ReturnType<typeof LinkedIssueJson>>;

export const linkedIssueJson = ({ issue }: IssueDetails, links: Links): LinkedIssueJson => ({
  id: issue.id,
  number: String(issue.iid),
  title: issue.title,
  state: issue.state === 'opened' ? 'open' : 'closed',
  url: issueUrl(issue, links),
  html_url: links.issue(issue.repository, issue.iid),
  body: issue.description,
  user: { id: hexId(issue.author.id), login: issue.author.login, name: issue.author.name },
  labels: issue.labels.map(createdLabelJson),
});

/** An entry of `GET …/issues/{number}/pull_requests`. */
export const linkedPullJson = ({ row, request, baseSha }: MergeRequestDetails, links: Links) => ({
  id: row.id,
  html_url: links.mergeRequest(request.target, row.iid),
  diff_url: `${links.mergeRequest(request.target, row.iid)}.diff`,
  number: row.iid,
  state: row.state === 'reopened' ? 'opened' : row.state,
  title: row.title,
  body: row.description,
  created_at: millisecondsWithOffset(row.createdAt),
  updated_at: millisecondsWithOffset(row.updatedAt),
  merged_at: row.mergedAt && millisecondsWithOffset(row.mergedAt),
  closed_at: row.closedAt && millisecondsWithOffset(row.closedAt),
  head: sideJson({ ref: row.sourceBranch, sha: row.headSha }, request.source, request.author),
  base: sideJson({ ref: row.targetBranch, sha: baseSha }, request.target, null),
  assignees: request.assignees.map(({ user }) => personJson(user, links)),
  testers: request.testers.map(({ user }) => personJson(user, links)),
  labels: request.labels.map((label) => pullLabelJson(label, request.target, links)),
  can_merge_check: row.mergeStatus !== 'unchecked',
});

const sideJson = (
  { ref, sha }: { readonly ref: string; readonly sha: string },
  { path, name }: Repository,
  assigner: User | null,
) => ({
  ref,
  sha,
  repo: { path, name },
  assigner: assigner && { login: assigner.login, name: assigner.name },
});

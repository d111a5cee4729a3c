import { z } from 'zod';
import type { Repository, User } from '#domain';
import type { IssueDetails, MergeRequestDetails } from '#forge';
import type { Links } from '#payloads';
import { PersonJson, personJson } from '../../shared/json/account-json.js';
import { keysFirst } from '../../shared/json/keys-first.js';
import {
  CreatedLabelJson,
  createdLabelJson,
  PullLabelJson,
  pullLabelJson,
} from '../../shared/json/label-json.js';
import { millisecondsWithOffset } from '../../shared/json/times.js';
import { hexId } from '../../shared/json/user-json.js';
import { isChecked } from '../../pulls/json/pull-facts.js';
import { issueUrl } from './issue-json.js';

const LABEL = ['color', 'name', 'id'] as const;

/** An entry of `GET …/pulls/{number}/issues`. */
export const LinkedIssueJson = () =>
  z.strictObject({
    number: z.string(),
    title: z.string(),
    state: z.enum(['open', 'closed']),
    url: z.string(),
    body: z.string(),
    user: z.strictObject({ id: z.string(), login: z.string(), name: z.string() }),
    labels: z.array(z.strictObject(keysFirst(LABEL, CreatedLabelJson().shape))),
    id: z.int(),
    html_url: z.string(),
  });
export type LinkedIssueJson = z.output<ReturnType<typeof LinkedIssueJson>>;

export const linkedIssueJson = ({ issue }: IssueDetails, links: Links): LinkedIssueJson => ({
  number: String(issue.iid),
  title: issue.title,
  state: issue.state === 'opened' ? 'open' : 'closed',
  url: issueUrl(issue, links),
  body: issue.description,
  user: { id: hexId(issue.author.id), login: issue.author.login, name: issue.author.name },
  labels: issue.labels.map((label) => keysFirst(LABEL, createdLabelJson(label))),
  id: issue.id,
  html_url: links.issue(issue.repository, issue.iid),
});

/** An entry of `GET …/issues/{number}/pull_requests`. */
export const LinkedPullJson = () =>
  z.strictObject({
    id: z.int(),
    html_url: z.string(),
    diff_url: z.string(),
    number: z.int(),
    state: z.enum(['merged', 'closed', 'opened']),
    title: z.string(),
    body: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    merged_at: z.string().nullable(),
    closed_at: z.string().nullable(),
    head: SideJson(),
    base: SideJson(),
    assignees: z.array(PersonJson()),
    testers: z.array(PersonJson()),
    labels: z.array(PullLabelJson()),
    can_merge_check: z.boolean(),
  });
export type LinkedPullJson = z.output<ReturnType<typeof LinkedPullJson>>;

export const linkedPullJson = (
  { row, request, baseSha }: MergeRequestDetails,
  links: Links,
): LinkedPullJson => ({
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
  can_merge_check: isChecked(row),
});

const SideJson = () =>
  z.strictObject({
    ref: z.string(),
    sha: z.string(),
    repo: z.strictObject({
      path: z.string(),
      name: z.string(),
    }),
    assigner: z
      .strictObject({
        login: z.string(),
        name: z.string(),
      })
      .nullable(),
  });
type SideJson = z.output<ReturnType<typeof SideJson>>;

const sideJson = (
  { ref, sha }: { readonly ref: string; readonly sha: string },
  { path, name }: Repository,
  assigner: User | null,
): SideJson => ({
  ref,
  sha,
  repo: { path, name },
  assigner: assigner && { login: assigner.login, name: assigner.name },
});

import { z } from 'zod';
import type { Issue, Label } from '#domain';
import type { IssueDetails } from '#forge';
import type { Links } from '#payloads';
import { keysFirst } from '../../shared/json/keys-first.js';
import { MilestoneReferenceJson, milestoneReferenceJson } from '../../shared/json/milestone-json.js';
import { millisecondsWithOffset } from '../../shared/json/times.js';
import { IssueUserJson, issueUserJson } from './issue-user-json.js';

const IssueLabelJson = () => z.strictObject({ id: z.int(), name: z.string(), color: z.string() });

const RepositoryJson = () =>
  z.strictObject({
    id: z.int(),
    full_name: z.string(),
    path: z.string(),
    name: z.string(),
    description: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    assigner: z.null(),
    pushed_at: z.null(),
    paas: z.null(),
    assignees_number: z.null(),
    testers_number: z.null(),
    assignee: z.null(),
    testers: z.null(),
  });

/** A single issue; the keys from `url` on are those that clients look for. */
export const IssueJson = () =>
  z.strictObject({
    id: z.int(),
    html_url: z.string(),
    number: z.int(),
    state: z.enum(['opened', 'closed']),
    title: z.string(),
    body: z.string(),
    user: IssueUserJson(),
    assignee: IssueUserJson().nullable(),
    repository: RepositoryJson(),
    created_at: z.string(),
    updated_at: z.string(),
    finished_at: z.string().nullable(),
    labels: z.array(IssueLabelJson()),
    priority: z.null(),
    issue_type: z.null(),
    issue_state: z.enum(['opened', 'closed']),
    issue_state_detail: z.null(),
    stage: z.string(),
    severity: z.string(),
    url: z.string(),
    assignees: z.array(IssueUserJson()),
    milestone: MilestoneReferenceJson().nullable(),
    comments: z.int(),
    // Text, as the reference has it where an issue is written, and as clients decode it.
    security_hole: z.enum(['true', 'false']),
  });
export type IssueJson = z.output<ReturnType<typeof IssueJson>>;

const WRITTEN = [
  'id',
  'html_url',
  'number',
  'state',
  'title',
  'body',
  'user',
  'assignee',
  'repository',
  'created_at',
  'updated_at',
  'finished_at',
  'labels',
  'stage',
  'severity',
] as const;

/** The same where an issue is opened or changed. */
export const WrittenIssueJson = () => z.strictObject(keysFirst(WRITTEN, IssueJson().shape));

export const writtenIssueJson = (details: IssueDetails, links: Links): IssueJson =>
  keysFirst(WRITTEN, issueJson(details, links));

/** An entry of `GET …/issues`: there the number is text. */
export const ListedIssueJson = () => z.strictObject({ ...IssueJson().shape, number: z.string() });
export type ListedIssueJson = z.output<ReturnType<typeof ListedIssueJson>>;

export const issueJson = (details: IssueDetails, links: Links): IssueJson => {
  const { issue, milestone, notesCount } = details;
  return {
    id: issue.id,
    html_url: links.issue(issue.repository, issue.iid),
    number: issue.iid,
    state: issue.state,
    title: issue.title,
    body: issue.description,
    user: issueUserJson(issue.author, links),
    assignee: issue.assignee && issueUserJson(issue.assignee, links),
    repository: repositoryJson(details),
    created_at: millisecondsWithOffset(issue.createdAt),
    updated_at: millisecondsWithOffset(issue.updatedAt),
    finished_at: issue.closedAt && millisecondsWithOffset(issue.closedAt),
    labels: issue.labels.map(issueLabelJson),
    priority: null,
    issue_type: null,
    issue_state: issue.state,
    issue_state_detail: null,
    stage: '',
    severity: '',
    url: issueUrl(issue, links),
    assignees: issue.assignee === null ? [] : [issueUserJson(issue.assignee, links)],
    milestone: milestone && milestoneReferenceJson(milestone, issue.repository, links),
    comments: notesCount,
    security_hole: issue.isConfidential ? 'true' : 'false',
  };
};

export const listedIssueJson = (details: IssueDetails, links: Links): ListedIssueJson => ({
  ...issueJson(details, links),
  number: String(details.issue.iid),
});

export const issueUrl = ({ repository: { owner, path }, iid }: Issue, links: Links): string =>
  links.api(`/repos/${owner}/${path}/issues/${iid}`);

type IssueLabelJson = z.output<ReturnType<typeof IssueLabelJson>>;

const issueLabelJson = ({ id, name, color }: Label): IssueLabelJson => ({ id, name, color });

type RepositoryJson = z.output<ReturnType<typeof RepositoryJson>>;

const repositoryJson = ({ issue: { repository }, repositoryTimes }: IssueDetails): RepositoryJson => ({
  id: repository.id,
  full_name: `${repository.owner}/${repository.path}`,
  path: repository.path,
  name: repository.name,
  description: repository.description,
  created_at: millisecondsWithOffset(repositoryTimes.createdAt),
  updated_at: millisecondsWithOffset(repositoryTimes.updatedAt),
  assigner: null,
  pushed_at: null,
  paas: null,
  assignees_number: null,
  testers_number: null,
  assignee: null,
  testers: null,
});

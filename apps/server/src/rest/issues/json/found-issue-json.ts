import { z } from 'zod';
import type { User } from '#domain';
import type { IssueDetails } from '#forge';
import type { Links } from '#payloads';
import { keysFirst } from '../../shared/json/keys-first.js';
import { secondsWithOffset } from '../../shared/json/times.js';
import { hexId } from '../../shared/json/user-json.js';
import { issueUrl } from './issue-json.js';

const PersonJson = () =>
  z.strictObject({
    avatar_url: z.string(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    name: z.string(),
    type: z.literal('User'),
  });

/**
 * An issue that was found across repositories: of a user, an organisation or an enterprise, or by a search. The
 * reference shows a part of this in each of the four places.
 */
export const FoundIssueJson = () =>
  z.strictObject({
    id: z.int(),
    html_url: z.string(),
    number: z.string(),
    state: z.enum(['open', 'closed']),
    title: z.string(),
    body: z.string(),
    user: PersonJson(),
    assignee: PersonJson().nullable(),
    repository: z.strictObject({
      id: z.int(),
      full_name: z.string(),
      human_name: z.string(),
      path: z.string(),
      name: z.string(),
      description: z.string(),
      url: z.string(),
      created_at: z.string(),
      updated_at: z.string(),
      owner: PersonJson(),
      assigner: z.strictObject({}),
      paas: z.string(),
    }),
    created_at: z.string(),
    updated_at: z.string(),
    finished_at: z.string().nullable(),
    labels: z.array(z.strictObject({ id: z.int(), name: z.string(), color: z.string() })),
    issue_state: z.string(),
    priority: z.int(),
    issue_type: z.string(),
    issue_state_detail: z.strictObject({ title: z.string(), serial: z.int(), id: z.int() }),
    issue_type_detail: z.strictObject({ title: z.string(), id: z.int(), is_system: z.boolean() }),
    comments: z.int(),
    parent_id: z.int(),
    url: z.string(),
  });
export type FoundIssueJson = z.output<ReturnType<typeof FoundIssueJson>>;

/** The names of both states in the predecessors of this API. */
const STATES = {
  opened: { title: 'open', serial: 1, id: 1 },
  closed: { title: 'closed', serial: 2, id: 2 },
} as const;

export const foundIssueJson = (
  { issue, repositoryTimes, notesCount, owner }: IssueDetails,
  links: Links,
): FoundIssueJson => ({
  id: issue.id,
  html_url: links.issue(issue.repository, issue.iid),
  number: String(issue.iid),
  state: STATES[issue.state].title,
  title: issue.title,
  body: issue.description,
  user: personJson(issue.author, links),
  assignee: issue.assignee && personJson(issue.assignee, links),
  repository: {
    id: issue.repository.id,
    full_name: `${issue.repository.owner}/${issue.repository.path}`,
    human_name: `${issue.repository.owner} / ${issue.repository.name}`,
    path: issue.repository.path,
    name: issue.repository.name,
    description: issue.repository.description,
    url: links.api(`/repos/${issue.repository.owner}/${issue.repository.path}`),
    created_at: secondsWithOffset(repositoryTimes.createdAt),
    updated_at: secondsWithOffset(repositoryTimes.updatedAt),
    owner: personJson(owner, links),
    assigner: {},
    paas: '',
  },
  created_at: secondsWithOffset(issue.createdAt),
  updated_at: secondsWithOffset(issue.updatedAt),
  finished_at: issue.closedAt && secondsWithOffset(issue.closedAt),
  labels: issue.labels.map(({ id, name, color }) => ({ id, name, color })),
  issue_state: STATES[issue.state].title,
  priority: 0,
  issue_type: '',
  issue_state_detail: STATES[issue.state],
  issue_type_detail: { title: '', id: 0, is_system: true },
  comments: notesCount,
  parent_id: 0,
  url: issueUrl(issue, links),
});

const OF_USER = ['id', 'html_url', 'number', 'state', 'title', 'body', 'assignee'] as const;

/** The same in `GET /user/issues`. */
export const UserIssueJson = () => z.strictObject(keysFirst(OF_USER, FoundIssueJson().shape));

export const userIssueJson = (details: IssueDetails, links: Links): FoundIssueJson =>
  keysFirst(OF_USER, foundIssueJson(details, links));

const SEARCHED = [
  'id',
  'html_url',
  'number',
  'state',
  'title',
  'body',
  'repository',
  'created_at',
  'updated_at',
  'labels',
  'priority',
  'comments',
  'parent_id',
] as const;

/** The same in an organisation's list and in a search. */
export const SearchedIssueJson = () => z.strictObject(keysFirst(SEARCHED, FoundIssueJson().shape));

export const searchedIssueJson = (details: IssueDetails, links: Links): FoundIssueJson =>
  keysFirst(SEARCHED, foundIssueJson(details, links));

type PersonJson = z.output<ReturnType<typeof PersonJson>>;

const personJson = (user: User, links: Links): PersonJson => ({
  avatar_url: user.avatarUrl,
  html_url: links.user(user.login),
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  type: 'User' as const,
});

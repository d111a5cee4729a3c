import { z } from 'zod';
import type { User } from '#domain';
import type { IssueDetails, IssueRow, NoteRow } from '#forge';
import type { Links } from '#payloads';
import { hexId } from '../../rest/shared/json/user-json.js';
import { inBeijing } from '../shared/times.js';

const PersonJson = () =>
  z.strictObject({ id: z.string(), login: z.string(), name: z.string(), html_url: z.string() });

export const OlderIssueJson = () =>
  z.strictObject({
    id: z.string(),
    number: z.int(),
    state: z.enum(['open', 'closed']),
    state_reason: z.enum(['completed', 'not_planned']).nullable(),
    title: z.string(),
    body: z.string(),
    html_url: z.string(),
    user: PersonJson(),
    assignees: z.array(PersonJson()),
    labels: z.array(z.strictObject({ id: z.int(), name: z.string(), color: z.string() })),
    locked: z.boolean(),
    comments: z.int(),
    created_at: z.string(),
    updated_at: z.string(),
    closed_at: z.string().nullable(),
  });
export type OlderIssueJson = z.output<ReturnType<typeof OlderIssueJson>>;

/** An issue closed without a reason is done. */
export const olderIssueJson = (
  row: IssueRow,
  { issue, notesCount }: IssueDetails,
  links: Links,
): OlderIssueJson => ({
  id: String(issue.id),
  number: issue.iid,
  state: issue.state === 'closed' ? 'closed' : 'open',
  state_reason: issue.state === 'closed' ? (row.closeReason ?? 'completed') : null,
  title: issue.title,
  body: issue.description,
  html_url: links.issue(issue.repository, issue.iid),
  user: personJson(issue.author, links),
  assignees: issue.assignee === null ? [] : [personJson(issue.assignee, links)],
  labels: issue.labels.map(({ id, name, color }) => ({ id, name, color })),
  locked: row.isLocked,
  comments: notesCount,
  created_at: inBeijing(issue.createdAt),
  updated_at: inBeijing(issue.updatedAt),
  closed_at: issue.closedAt && inBeijing(issue.closedAt),
});

export const OlderIssueNoteJson = () =>
  z.strictObject({
    id: z.int(),
    body: z.string(),
    user: PersonJson(),
    created_at: z.string(),
    updated_at: z.string(),
  });
export type OlderIssueNoteJson = z.output<ReturnType<typeof OlderIssueNoteJson>>;

export const olderIssueNoteJson = (note: NoteRow, author: User, links: Links): OlderIssueNoteJson => ({
  id: note.id,
  body: note.body,
  user: personJson(author, links),
  created_at: inBeijing(note.createdAt),
  updated_at: inBeijing(note.updatedAt),
});

const personJson = (user: User, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  html_url: links.user(user.login),
});

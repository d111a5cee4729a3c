import { z } from 'zod';
import type { User } from '#domain';
import type { IssueRow, NoteRow } from '#forge';
import type { Links } from '#payloads';
import { keysFirst } from '../../shared/json/keys-first.js';
import { millisecondsWithOffset, secondsWithOffset } from '../../shared/json/times.js';
import { userReference } from '../../shared/json/user-json.js';
import { IssueUserJson, issueUserJson } from './issue-user-json.js';

/** A comment just written, or an entry of a list. */
export const IssueNoteJson = () =>
  z.strictObject({
    id: z.int(),
    body: z.string(),
    user: IssueUserJson(),
    target: z.strictObject({
      issue: z.strictObject({
        id: z.int(),
        title: z.string(),
        nubmer: z.int(),
        number: z.int(),
      }),
    }),
    created_at: z.string(),
    updated_at: z.string(),
  });
export type IssueNoteJson = z.output<ReturnType<typeof IssueNoteJson>>;

export const issueNoteJson = (note: NoteRow, author: User, issue: IssueRow, links: Links): IssueNoteJson => ({
  id: note.id,
  body: note.body,
  user: issueUserJson(author, links),
  // The reference's spelling; clients read the next one.
  target: { issue: { id: issue.id, title: issue.title, nubmer: issue.iid, number: issue.iid } },
  created_at: millisecondsWithOffset(note.createdAt),
  updated_at: millisecondsWithOffset(note.updatedAt),
});

/** A comment by its id. */
export const SingleIssueNoteJson = () =>
  z.strictObject({
    id: z.int(),
    body: z.string(),
    comment_type: z.literal('issue_comment'),
    user: z.strictObject({ id: z.string(), login: z.string(), name: z.string(), type: z.string() }),
    target: z.strictObject({
      issue: z.strictObject({ id: z.int(), iid: z.int(), title: z.string(), number: z.string() }),
    }),
    created_at: z.string(),
    updated_at: z.string(),
  });
export type SingleIssueNoteJson = z.output<ReturnType<typeof SingleIssueNoteJson>>;

export const singleIssueNoteJson = (note: NoteRow, author: User, issue: IssueRow): SingleIssueNoteJson => ({
  id: note.id,
  body: note.body,
  comment_type: 'issue_comment',
  user: userReference(author),
  target: { issue: { id: issue.id, iid: issue.iid, title: issue.title, number: String(issue.iid) } },
  created_at: secondsWithOffset(note.createdAt),
  updated_at: secondsWithOffset(note.updatedAt),
});

const ENTERPRISE = ['body', 'created_at', 'id', 'target', 'updated_at', 'user'] as const;

/** The same in an enterprise's list. */
export const EnterpriseIssueNoteJson = () =>
  z.strictObject(keysFirst(ENTERPRISE, SingleIssueNoteJson().shape));

export const enterpriseIssueNoteJson = (note: NoteRow, author: User, issue: IssueRow): SingleIssueNoteJson =>
  keysFirst(ENTERPRISE, singleIssueNoteJson(note, author, issue));

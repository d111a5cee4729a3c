import { z } from 'zod';
import type { User } from '#domain';
import type { IssueChangeRow, IssueRow } from '#forge';
import type { Links } from '#payloads';
import { millisecondsWithOffset } from '../../shared/json/times.js';
import { IssueUserJson, issueUserJson } from './issue-user-json.js';

/** An entry of `GET …/issues/{number}/operate_logs`. The reference's sample has branches, which issues lack. */
export const IssueChangeJson = () =>
  z.strictObject({
    id: z.int(),
    user: IssueUserJson(),
    content: z.string(),
    created_at: z.string(),
    action_type: z.string(),
    update_at: z.string(),
    title: z.string(),
    body: z.string(),
    head: z.null(),
    base: z.null(),
    issue_id: z.string(),
  });
export type IssueChangeJson = z.output<ReturnType<typeof IssueChangeJson>>;

export const issueChangeJson = (
  change: IssueChangeRow,
  user: User,
  issue: IssueRow,
  links: Links,
): IssueChangeJson => ({
  id: change.id,
  user: issueUserJson(user, links),
  content: change.content,
  created_at: millisecondsWithOffset(change.createdAt),
  action_type: change.action,
  update_at: millisecondsWithOffset(change.createdAt),
  title: issue.title,
  body: issue.description,
  head: null,
  base: null,
  issue_id: String(issue.id),
});

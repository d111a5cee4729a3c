import type { Issue, IssueCommented } from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { Integer, OffsetTime } from '../formats.js';
import type { Links } from '../links.js';
import { relativePosition } from './parts/issue-position.js';
import { noteAttributes, notePayload, noteUrl, type NoteAttributes, type Noted } from './note.js';
import { secondsWithOffset } from './parts/times.js';
import { userPayload, type UserPayload } from './parts/user.js';

/** A comment on an issue. */
export interface IssueNotePayload extends Noted {
  readonly object_attributes: IssueNoteAttributes;
  readonly issue: NotedIssue;
}

interface IssueNoteAttributes extends Omit<NoteAttributes, 'type'> {
  readonly type: 'DiscussionNote';
  readonly noteable_type: 'Issue';
  readonly noteable_id: Integer;
  readonly commit_id: null;
  readonly url: string;
}

/** With fewer fields than in an Issue Hook, and times to the second. */
interface NotedIssue {
  readonly id: Integer;
  readonly iid: Integer;
  readonly title: string;
  readonly description: string;
  readonly state: 'opened' | 'closed';
  readonly url: string;
  readonly project_id: Integer;
  readonly author_id: Integer;
  readonly author: UserPayload & { readonly web_url: string };
  readonly assignee_id: Integer | null;
  readonly assignee_ids: readonly Integer[];
  readonly milestone_id: Integer | null;
  readonly confidential: boolean;
  readonly relative_position: Integer;
  readonly created_at: OffsetTime;
  readonly updated_at: OffsetTime;
  readonly closed_at: OffsetTime | null;
  readonly last_edited_at: null;
  readonly last_edited_by_id: null;
  readonly updated_by_id: null;
  readonly due_date: null;
  readonly moved_to_id: null;
  readonly time_estimate: null;
  readonly total_time_spent: 0;
  readonly human_time_estimate: null;
  readonly human_total_time_spent: null;
}

/** The documented contract has no comments on issues. */
export const issueNotePayload = (
  event: IssueCommented,
  links: Links,
  delivery: DeliveryIdentity,
): IssueNotePayload => ({
  ...notePayload(event, links, delivery),
  object_attributes: {
    ...noteAttributes(event.note, event.repository),
    type: 'DiscussionNote',
    noteable_type: 'Issue',
    noteable_id: event.issue.id,
    commit_id: null,
    url: noteUrl(links.issue(event.repository, event.issue.iid), event.note),
  },
  issue: notedIssue(event.issue, links),
});

const notedIssue = (issue: Issue, links: Links): NotedIssue => ({
  id: issue.id,
  iid: issue.iid,
  title: issue.title,
  description: issue.description,
  state: issue.state,
  url: links.issue(issue.repository, issue.iid),
  project_id: issue.repository.id,
  author_id: issue.author.id,
  author: { ...userPayload(issue.author), web_url: links.user(issue.author.login) },
  assignee_id: issue.assignee?.id ?? null,
  assignee_ids: issue.assignee === null ? [] : [issue.assignee.id],
  milestone_id: issue.milestoneId,
  confidential: issue.isConfidential,
  relative_position: relativePosition(issue.iid),
  created_at: secondsWithOffset(issue.createdAt),
  updated_at: secondsWithOffset(issue.updatedAt),
  closed_at: issue.closedAt && secondsWithOffset(issue.closedAt),
  last_edited_at: null,
  last_edited_by_id: null,
  updated_by_id: null,
  due_date: null,
  moved_to_id: null,
  time_estimate: null,
  total_time_spent: 0,
  human_time_estimate: null,
  human_total_time_spent: null,
});

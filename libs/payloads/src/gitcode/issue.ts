import type { Issue, IssueAction, IssueChanged, User } from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { DeliveryId, Integer, MillisecondOffsetTime } from '../formats.js';
import type { Links } from '../links.js';
import { issueChanges, type IssueChanges } from './parts/issue-changes.js';
import { relativePosition } from './parts/issue-position.js';
import { labelPayload, type LabelPayload } from './parts/label.js';
import { project, type ProjectPayload } from './parts/project.js';
import { millisecondsWithOffset } from './parts/times.js';
import { userPayload, type UserPayload } from './parts/user.js';

export interface IssuePayload {
  readonly object_kind: 'issue';
  readonly event_type: 'issue';
  readonly user: UserPayload;
  readonly project: ProjectPayload;
  readonly object_attributes: IssueAttributes;
  readonly labels: readonly LabelPayload[];
  readonly changes: IssueChanges;
  readonly manual_build: false;
  readonly extend_attributes: null;
  /** @pattern ^[0-9a-f]{32}$ */
  readonly produce_random_id: string;
  readonly uuid: DeliveryId;
}

interface IssueAttributes {
  readonly id: Integer;
  readonly iid: Integer;
  readonly title: string;
  readonly description: string;
  readonly state: 'opened' | 'closed';
  readonly action: IssueAction;
  readonly url: string;
  readonly project_id: Integer;
  readonly author: AuthorPayload;
  readonly assignee_id: Integer | null;
  readonly assignee_ids: readonly Integer[];
  readonly milestone_id: Integer | null;
  readonly confidential: boolean;
  readonly relative_position: Integer;
  readonly created_at: MillisecondOffsetTime;
  readonly updated_at: MillisecondOffsetTime;
  readonly closed_at: MillisecondOffsetTime | null;
  readonly last_edited_at: null;
  readonly last_edited_by_id: null;
  readonly updated_by_id: null;
  readonly due_date: null;
  readonly moved_to_id: null;
  readonly severity: null;
  readonly stage: null;
  readonly category: null;
  readonly time_estimate: 0;
  readonly total_time_spent: 0;
  readonly human_time_estimate: 0;
  readonly human_total_time_spent: 0;
}

interface AuthorPayload extends UserPayload {
  /** @pattern ^[0-9a-f]{32}$ */
  readonly iam_id: string;
  readonly nick_name: string;
  readonly state: 'active';
  readonly avatar_path: null;
  readonly name_cn: '';
  readonly web_url: string;
  readonly tenant_name: null;
  readonly is_member: null;
}

/** The documented contract has no such event. */
export const issuePayload = (
  { issue, before, action, user }: IssueChanged,
  links: Links,
  delivery: DeliveryIdentity,
): IssuePayload => ({
  object_kind: 'issue',
  event_type: 'issue',
  user: userPayload(user),
  project: project(issue.repository, links),
  object_attributes: issueAttributes(issue, action, links),
  labels: issue.labels.map(labelPayload),
  changes: issueChanges(before, issue),
  manual_build: false,
  extend_attributes: null,
  produce_random_id: delivery.uuid.replaceAll('-', ''),
  uuid: delivery.uuid,
});

const issueAttributes = (issue: Issue, action: IssueAction, links: Links): IssueAttributes => ({
  id: issue.id,
  iid: issue.iid,
  title: issue.title,
  description: issue.description,
  state: issue.state,
  action,
  url: links.issue(issue.repository, issue.iid),
  project_id: issue.repository.id,
  author: authorPayload(issue.author, links),
  assignee_id: issue.assignee?.id ?? null,
  assignee_ids: issue.assignee === null ? [] : [issue.assignee.id],
  milestone_id: issue.milestoneId,
  confidential: issue.isConfidential,
  relative_position: relativePosition(issue.iid),
  created_at: millisecondsWithOffset(issue.createdAt),
  updated_at: millisecondsWithOffset(issue.updatedAt),
  closed_at: issue.closedAt && millisecondsWithOffset(issue.closedAt),
  last_edited_at: null,
  last_edited_by_id: null,
  updated_by_id: null,
  due_date: null,
  moved_to_id: null,
  severity: null,
  stage: null,
  category: null,
  time_estimate: 0,
  total_time_spent: 0,
  human_time_estimate: 0,
  human_total_time_spent: 0,
});

const authorPayload = (user: User, links: Links): AuthorPayload => ({
  ...userPayload(user),
  iam_id: user.id.toString(16).padStart(32, '0'),
  nick_name: user.name,
  state: 'active',
  avatar_path: null,
  name_cn: '',
  web_url: links.user(user.login),
  tenant_name: null,
  is_member: null,
});

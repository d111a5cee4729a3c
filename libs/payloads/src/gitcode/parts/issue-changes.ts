import type { Issue } from '#domain';
import type { Integer, MillisecondOffsetTime } from '../../formats.js';
import { changesOf, type FieldsOf } from './changes.js';
import { relativePosition } from './issue-position.js';
import { millisecondsWithOffset } from './times.js';

/** `previous` is also null for a new issue. */
interface Change<Shown> {
  readonly previous: Shown | null;
  readonly current: Shown;
}

/** All fields of a new issue, later the changed ones. */
export interface IssueChanges {
  readonly id?: Change<Integer>;
  readonly iid?: Change<Integer>;
  readonly title?: Change<string>;
  readonly description?: Change<string>;
  readonly state?: Change<'opened' | 'closed'>;
  readonly project_id?: Change<Integer>;
  readonly author_id?: Change<Integer>;
  readonly confidential?: Change<boolean>;
  readonly relative_position?: Change<Integer>;
  readonly moderation_result?: Change<boolean>;
  readonly moderation_time?: Change<Integer>;
  readonly created_at?: Change<MillisecondOffsetTime>;
  readonly updated_at?: Change<MillisecondOffsetTime>;
  readonly closed_at?: Change<MillisecondOffsetTime | null>;
  readonly milestone_id?: Change<Integer | null>;
  readonly assignee_ids?: Change<readonly Integer[]>;
  readonly labels?: Change<readonly string[]>;
}

type Fields = FieldsOf<IssueChanges, Issue>;

/** The fields of a new issue. Flags of features that this server lacks never change. */
const AT_OPENING: Fields = {
  id: ({ id }) => id,
  iid: ({ iid }) => iid,
  title: ({ title }) => title,
  description: ({ description }) => description,
  state: ({ state }) => state,
  project_id: ({ repository }) => repository.id,
  author_id: ({ author }) => author.id,
  confidential: ({ isConfidential }) => isConfidential,
  relative_position: ({ iid }) => relativePosition(iid),
  moderation_result: () => false,
  moderation_time: () => 0,
  created_at: ({ createdAt }) => millisecondsWithOffset(createdAt),
  updated_at: ({ updatedAt }) => millisecondsWithOffset(updatedAt),
};

const LATER: Fields = {
  ...AT_OPENING,
  closed_at: ({ closedAt }) => closedAt && millisecondsWithOffset(closedAt),
  milestone_id: ({ milestoneId }) => milestoneId,
  assignee_ids: ({ assignee }) => (assignee === null ? [] : [assignee.id]),
  labels: ({ labels }) => labels.map(({ name }) => name),
};

/** `{field: {previous, current}}`: all fields of a new issue, later the changed ones. */
export const issueChanges = (before: Issue | null, after: Issue): IssueChanges =>
  changesOf(before === null ? AT_OPENING : LATER, before, after);

import { z } from 'zod';
import {
  body,
  choice,
  names,
  PageFields,
  pageOf,
  prose,
  requiredNames,
  requiredText,
} from '../../rest/shared/schemas.js';
import { USUAL_PAGE } from '../shared/page-query.js';

const LONGEST_TITLE = 255;
const LONGEST_BODY = 1_000_000;

const STATES = { open: 'opened', closed: 'closed' } as const;

export const OlderIssueList = z
  .object({ ...PageFields, state: choice('open', 'closed', 'all') })
  .transform(({ state, ...page }) => ({
    page: pageOf(page, USUAL_PAGE),
    filter: {
      state: state === undefined || state === 'all' ? undefined : STATES[state],
      sort: 'created' as const,
      direction: 'DESC' as const,
    },
  }));
export type OlderIssueList = z.output<typeof OlderIssueList>;

/** An issue has one assignee: the first of the list. */
export const CreateOlderIssue = body({
  title: requiredText(LONGEST_TITLE),
  body: prose(LONGEST_BODY),
  labels: names,
  assignees: names,
}).transform(({ title, body: description, labels, assignees }) => ({
  title,
  description,
  labels,
  assignee: assignees?.at(0),
}));
export type CreateOlderIssue = z.output<typeof CreateOlderIssue>;

export const ChangeOlderIssue = body({
  title: prose(LONGEST_TITLE).refine((title) => title === undefined || title.trim() !== '', 'is missing'),
  body: prose(LONGEST_BODY),
  state: choice('open', 'closed'),
  state_reason: choice('completed', 'not_planned', 'reopened'),
}).transform(({ title, body: description, state, state_reason: reason }) => ({
  title,
  description,
  state,
  closeReason: reason === 'reopened' ? undefined : reason,
}));
export type ChangeOlderIssue = z.output<typeof ChangeOlderIssue>;

export const OlderAssignees = body({
  assignees: requiredNames('is missing: give logins in a list'),
}).transform(({ assignees }) => assignees.map((login) => login.toLowerCase()));
export type OlderAssignees = z.output<typeof OlderAssignees>;

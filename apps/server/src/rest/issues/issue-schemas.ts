import { z } from 'zod';
import {
  body,
  bodyOrField,
  choice,
  isoInstant,
  lenientBoolean,
  names,
  optional,
  PageFields,
  pageOf,
  prose,
  requiredText,
  requiredWholeNumber,
  shown,
  text,
  wholeNumber,
  type Read,
} from '../shared/schemas.js';

const LONGEST_TITLE = 255;
const LONGEST_BODY = 1_000_000;
const HIGHEST_ID = 2_147_483_647;
const MOST_NUMBERS = 100;

const REPO = { repo: requiredText(200) };

const Choices = {
  body: prose(LONGEST_BODY),
  assignee: names,
  assignees: names,
  milestone: wholeNumber(0, HIGHEST_ID),
  labels: names,
  security_hole: lenientBoolean,
};

/** An issue has one assignee: the first of several. No name at all removes the current one. */
function assigneeOf({ assignee, assignees = assignee }: z.output<z.ZodObject<typeof Choices>>) {
  return assignees && (assignees[0] ?? null);
}

/** Empty text and 0 remove the current value. */
const choices = (fields: z.output<z.ZodObject<typeof Choices>>) => ({
  description: fields.body,
  assignee: assigneeOf(fields),
  milestone: fields.milestone === 0 ? null : fields.milestone,
  labels: fields.labels,
  isConfidential: fields.security_hole,
});

const path = (repo: string): string => repo.replace(/\.git$/, '');

const NewIssue = { title: requiredText(LONGEST_TITLE), ...Choices };

const newIssue = (fields: z.output<z.ZodObject<typeof NewIssue>>) => ({
  title: fields.title,
  ...choices(fields),
});

export const OpenIssue = body(NewIssue).transform(newIssue);
export type OpenIssue = z.output<typeof OpenIssue>;

/** The same with the repository. */
export const CreateIssue = body({ ...REPO, ...NewIssue }).transform((fields) => ({
  path: path(fields.repo),
  issue: newIssue(fields),
}));
export type CreateIssue = z.output<typeof CreateIssue>;

const OPEN_WORDS = ['reopen', 'reopened', 'open', 'opened'] as const;
const CLOSED_WORDS = ['close', 'closed'] as const;

const Changes = {
  title: prose(LONGEST_TITLE).refine((title) => title === undefined || title.trim() !== '', 'is missing'),
  state: choice(...OPEN_WORDS, ...CLOSED_WORDS),
  ...Choices,
};

const changes = (fields: z.output<z.ZodObject<typeof Changes>>) => ({
  title: fields.title,
  state: fields.state && (fields.state.startsWith('close') ? ('closed' as const) : ('open' as const)),
  ...choices(fields),
});

export const EditIssue = body(Changes).transform(changes);
export type EditIssue = z.output<typeof EditIssue>;

/** The same with the repository. */
export const ChangeIssue = body({ ...REPO, ...Changes }).transform((fields) => ({
  path: path(fields.repo),
  changes: changes(fields),
}));
export type ChangeIssue = z.output<typeof ChangeIssue>;

/** For calls with the repository as a field instead of a part of the address. */
export const RepoQuery = z.object(REPO).transform(({ repo }) => ({ path: path(repo) }));
export type RepoQuery = z.output<typeof RepoQuery>;

export const IssueNumber = z.object({ number: requiredWholeNumber(1, HIGHEST_ID) });
export type IssueNumber = z.output<typeof IssueNumber>;

const direction = choice('asc', 'desc');
const upper = (word: 'asc' | 'desc' | undefined) => (word === 'asc' ? ('ASC' as const) : ('DESC' as const));

const sort = choice('created', 'created_at', 'updated', 'updated_at');
const sorted = (word: z.output<typeof sort>) =>
  word?.startsWith('updated') ? ('updated' as const) : ('created' as const);

const state = choice('open', 'opened', 'progressing', 'closed', 'rejected', 'all');
const stateOf = (word: z.output<typeof state>) => {
  if (word === undefined || word === 'all') return undefined;
  return word === 'closed' || word === 'rejected' ? ('closed' as const) : ('opened' as const);
};

const Filters = {
  ...PageFields,
  state,
  labels: names,
  sort,
  direction,
  since: isoInstant,
  created_at: isoInstant,
  finished_at: isoInstant,
  milestone: text(LONGEST_TITLE),
  assignee: text(100),
  creator: text(100),
  created_after: isoInstant,
  created_before: isoInstant,
  updated_after: isoInstant,
  updated_before: isoInstant,
  q: text(200),
  search: text(200),
};

const filters = (query: z.output<z.ZodObject<typeof Filters>>) => ({
  state: stateOf(query.state),
  labels: query.labels,
  milestone: query.milestone || undefined,
  assignee: query.assignee || undefined,
  creator: query.creator || undefined,
  createdAfter: query.created_after ?? query.created_at,
  createdBefore: query.created_before,
  updatedAfter: query.updated_after ?? query.since,
  updatedBefore: query.updated_before,
  closedAfter: query.finished_at,
  words: query.q || query.search || undefined,
  sort: sorted(query.sort),
  direction: upper(query.direction),
});

export const IssueListQuery = z
  .object(Filters)
  .transform((query) => ({ page: pageOf(query), filter: filters(query) }));
export type IssueListQuery = z.output<typeof IssueListQuery>;

/** Lists across repositories, with filters for the users involved. */
export const FoundIssueQuery = z
  .object({ ...Filters, filter: choice('assigned', 'created', 'all') })
  .transform((query) => ({
    page: pageOf(query),
    filter: filters(query),
    involved: query.filter && INVOLVED[query.filter],
  }));
export type FoundIssueQuery = z.output<typeof FoundIssueQuery>;

const INVOLVED = { assigned: 'assignee', created: 'author', all: 'either' } as const;

export const SearchIssues = z
  .object({ ...PageFields, q: requiredText(1_000), sort, order: direction, repo: text(300), state })
  .transform((query) => ({
    page: pageOf(query),
    repo: query.repo || undefined,
    filter: {
      words: query.q,
      state: stateOf(query.state),
      sort: sorted(query.sort),
      direction: upper(query.order),
    },
  }));
export type SearchIssues = z.output<typeof SearchIssues>;

/** Oldest first by default. */
export const IssueNoteList = z
  .object({ ...PageFields, order: direction, direction, since: isoInstant, sort })
  .transform((query) => ({
    page: pageOf(query),
    order: (query.order ?? query.direction) === 'desc' ? ('DESC' as const) : ('ASC' as const),
    filter: { since: query.since, sort: sorted(query.sort) },
  }));
export type IssueNoteList = z.output<typeof IssueNoteList>;

const numbers = z.array(z.int().min(1).max(HIGHEST_ID)).max(MOST_NUMBERS);

const written = (part: unknown): string =>
  typeof part === 'string' || typeof part === 'number' ? String(part) : '';

/** Numbers of issues, as a list or as text separated by commas; a leading `#` is ignored. */
function readNumbers(given: unknown): Read<number[]> {
  const parts: readonly unknown[] = typeof given === 'string' ? given.split(',') : [given].flat();
  const value = parts.map((part) => Number(/^\s*#?(\d{1,9})\s*$/.exec(written(part))?.[1] ?? NaN));
  const isRight = value.length <= MOST_NUMBERS && value.every((number) => number >= 1);
  if (isRight) return { value };
  return { problem: `must be numbers of issues, ${MOST_NUMBERS} at most, but is ${shown(given)}` };
}

const issueNumbers = optional(numbers, readNumbers);

/** A list of numbers as the whole body, or in the field `issues` or `issue`. */
export const SentIssueNumbers = bodyOrField(numbers, readNumbers, {
  fields: ['issues', 'issue'],
  absent: { value: [] },
});
export type SentIssueNumbers = z.output<typeof SentIssueNumbers>;

/** The same in a query. */
export const IssueNumbers = z
  .object({ issues: issueNumbers, issue: issueNumbers })
  .transform(({ issues, issue }) => issues ?? issue ?? []);
export type IssueNumbers = z.output<typeof IssueNumbers>;

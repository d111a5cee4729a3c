import { z } from 'zod';
import {
  body,
  choice,
  isoInstant,
  lenientBoolean,
  names,
  namesInBody,
  PageFields,
  pageOf,
  prose,
  proseUnlessEmpty,
  requiredNames,
  requiredText,
  requiredWholeNumber,
  text,
  wholeNumber,
} from '../shared/schemas.js';

const LONGEST_TITLE = 255;
const LONGEST_BODY = 1_000_000;
const HIGHEST_ID = 2_147_483_647;

const title = prose(LONGEST_TITLE).refine(
  (value) => value === undefined || value.trim() !== '',
  'is missing',
);

const Choices = {
  body: prose(LONGEST_BODY),
  milestone_number: wholeNumber(0, HIGHEST_ID),
  labels: names,
  assignees: names,
  testers: names,
  draft: lenientBoolean,
  squash: lenientBoolean,
  squash_commit_message: prose(LONGEST_BODY),
  prune_source_branch: lenientBoolean,
};

const choices = (fields: z.output<z.ZodObject<typeof Choices>>) => ({
  description: fields.body,
  // As with issues, 0 takes it away.
  milestoneId: fields.milestone_number === 0 ? null : fields.milestone_number,
  labels: fields.labels,
  assignees: fields.assignees,
  testers: fields.testers,
  draft: fields.draft,
  squash: fields.squash,
  squashMessage: fields.squash_commit_message,
  pruneSourceBranch: fields.prune_source_branch,
});

/** The reference's `issue` has no effect: issues are linked by a call of their own. */
export const CreatePull = body({
  title: requiredText(LONGEST_TITLE),
  issue: text(100),
  head: requiredText(1_000),
  base: requiredText(1_000),
  fork_path: proseUnlessEmpty(1_000),
  ...Choices,
}).transform((fields) => ({
  names: { head: fields.head, base: fields.base, forkPath: fields.fork_path },
  choices: { title: fields.title, ...choices(fields) },
}));
export type CreatePull = z.output<typeof CreatePull>;

const OPEN_WORDS = ['open', 'opened', 'reopen', 'reopened'] as const;
const CLOSED_WORDS = ['closed', 'close'] as const;

export const ChangePull = body({
  title,
  state: choice(...OPEN_WORDS, ...CLOSED_WORDS),
  ...Choices,
}).transform((fields) => ({
  title: fields.title,
  state: fields.state && (fields.state.startsWith('close') ? ('closed' as const) : ('open' as const)),
  ...choices(fields),
}));
export type ChangePull = z.output<typeof ChangePull>;

/** The commit's message is not in the reference; clients have three ways to say it. */
export const MergePull = body({
  merge_method: choice('merge', 'squash', 'rebase'),
  squash: lenientBoolean,
  prune_source_branch: lenientBoolean,
  title: prose(LONGEST_BODY),
  description: prose(LONGEST_BODY),
  commit_title: prose(LONGEST_BODY),
  commit_message: prose(LONGEST_BODY),
  merge_commit_message: prose(LONGEST_BODY),
}).transform((fields) => {
  const parts = [fields.title ?? fields.commit_title, fields.description ?? fields.commit_message];
  return {
    method: fields.merge_method ?? (fields.squash === true ? ('squash' as const) : undefined),
    pruneSourceBranch: fields.prune_source_branch,
    message: fields.merge_commit_message?.trim() || parts.filter(Boolean).join('\n\n').trim() || undefined,
  };
});
export type MergePull = z.output<typeof MergePull>;

const sort = choice('created', 'created_at', 'updated', 'updated_at');

const sorted = (word: z.output<typeof sort>) =>
  word?.startsWith('updated') ? ('updated' as const) : ('created' as const);

const listedState = choice('open', 'opened', 'closed', 'merged', 'locked', 'all');

const stateOf = (state: z.output<typeof listedState>) =>
  state === 'all' ? undefined : state === 'opened' ? ('open' as const) : state;

/** `feature`, or `demo:feature`, or `demo/demo:feature`. */
function sourceIn(head: string | undefined) {
  if (head === undefined) return undefined;
  const [, owner = null, branch = head] = /^([^/:]+)(?:\/[^/:]+)?:(.+)$/.exec(head) ?? [];
  return { branch, owner };
}

const Filters = {
  ...PageFields,
  state: listedState,
  base: proseUnlessEmpty(1_000),
  head: proseUnlessEmpty(1_000),
  q: proseUnlessEmpty(200),
  search: proseUnlessEmpty(200),
  since: isoInstant,
  direction: choice('asc', 'desc'),
  sort,
  milestone_number: wholeNumber(1, HIGHEST_ID),
  labels: names,
  author: proseUnlessEmpty(100),
  assignee: proseUnlessEmpty(100),
  reviewer: proseUnlessEmpty(100),
  created_after: isoInstant,
  created_before: isoInstant,
  updated_after: isoInstant,
  updated_before: isoInstant,
  merged_after: isoInstant,
  merged_before: isoInstant,
};

const filters = (query: z.output<z.ZodObject<typeof Filters>>) => ({
  state: stateOf(query.state),
  targetBranch: query.base,
  source: sourceIn(query.head),
  words: query.q ?? query.search,
  milestoneId: query.milestone_number,
  labels: query.labels,
  author: query.author,
  assignee: query.assignee,
  reviewer: query.reviewer,
  createdAfter: query.created_after,
  createdBefore: query.created_before,
  updatedAfter: query.updated_after ?? query.since,
  updatedBefore: query.updated_before,
  mergedAfter: query.merged_after,
  mergedBefore: query.merged_before,
  sort: sorted(query.sort),
  direction: query.direction ?? ('desc' as const),
});

export const PullList = z.object({ ...Filters, only_count: lenientBoolean }).transform((query) => ({
  page: pageOf(query),
  isOnlyCount: query.only_count ?? false,
  filter: filters(query),
}));
export type PullList = z.output<typeof PullList>;

/** For lists across an owner's repositories. */
export const FoundPullQuery = z
  .object({ ...Filters, repo: text(200), issue_number: wholeNumber(1, HIGHEST_ID) })
  .transform(({ repo, issue_number: issue, ...query }) => ({
    page: pageOf(query),
    // `owner/repo` is accepted, too.
    filter: { ...filters(query), target: repo?.split('/').at(-1) || undefined, issue },
  }));
export type FoundPullQuery = z.output<typeof FoundPullQuery>;

const INVOLVED = { created_by_me: 'author', assigned_to_me: 'assignee', reviews_for_me: 'reviewer' } as const;

/** For lists of what somebody opened, works on or reviews, in whatever repository. */
export const OwnPullQuery = z
  .object({
    ...Filters,
    scope: choice('created_by_me', 'assigned_to_me', 'reviews_for_me'),
    source_branch: proseUnlessEmpty(1_000),
    target_branch: proseUnlessEmpty(1_000),
  })
  .transform(({ scope = 'created_by_me', ...query }) => ({
    page: pageOf(query),
    filter: filters({
      ...query,
      head: query.source_branch ?? query.head,
      base: query.target_branch ?? query.base,
    }),
    involved: INVOLVED[scope],
  }));
export type OwnPullQuery = z.output<typeof OwnPullQuery>;

/** A JSON array of strings, or a list in a field of that name. */
export const LabelNames = namesInBody('labels', 'the body must be a JSON array of label names');
export type LabelNames = z.output<typeof LabelNames>;

const people = requiredNames('is missing: give logins, separated by commas');
export const Assignees = body({ assignees: people });
export type Assignees = z.output<typeof Assignees>;
export const Testers = body({ testers: people });
export type Testers = z.output<typeof Testers>;
export const Reviewers = body({ reviewers: people, add: lenientBoolean }).transform(
  ({ reviewers, add: isAdded = false }) => ({ reviewers, isAdded }),
);
export type Reviewers = z.output<typeof Reviewers>;
export const Reset = body({ reset_all: lenientBoolean });
export type Reset = z.output<typeof Reset>;

export const PullNumber = z.object({ number: requiredWholeNumber(1, HIGHEST_ID) });
export type PullNumber = z.output<typeof PullNumber>;

/** Commits and files of a request: larger pages than elsewhere, because many clients never read the second. */
export const LongPage = z.object(PageFields).transform((fields) => pageOf(fields, 100));
export type LongPage = z.output<typeof LongPage>;

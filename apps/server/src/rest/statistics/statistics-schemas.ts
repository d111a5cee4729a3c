import { z } from 'zod';
import { choice, instant, lastInstant, lenientBoolean, text } from '../shared/schemas.js';

const LONGEST_REVISION = 1_000;

const author = text(LONGEST_REVISION).refine(
  (name) => !/\p{Cc}/u.test(name ?? ''),
  'must not contain control characters',
);

export const ContributorsQuery = z
  .object({ type: choice('authors', 'committers') })
  .transform(({ type }) => (type === 'committers' ? ('committer' as const) : ('author' as const)));
export type ContributorsQuery = z.output<typeof ContributorsQuery>;

/** Empty fields match all. */
export const ContributionsQuery = z
  .object({
    author,
    current_user: lenientBoolean,
    since: instant,
    until: lastInstant,
    ref_name: text(LONGEST_REVISION),
  })
  .transform(({ ref_name: revision, current_user: isOwn = false, ...query }) => ({
    ...query,
    revision: revision || undefined,
    author: query.author || undefined,
    isOwn,
  }));
export type ContributionsQuery = z.output<typeof ContributionsQuery>;

/** The branch is documented as required; clients leave it out for the default branch. */
export const CommitStatisticsQuery = z
  .object({
    branch_name: text(LONGEST_REVISION),
    author,
    only_self: lenientBoolean,
    since: instant,
    until: lastInstant,
  })
  .transform(({ branch_name: branch, only_self: isOwn = false, ...query }) => ({
    ...query,
    revision: branch || undefined,
    author: query.author || undefined,
    isOwn,
  }));
export type CommitStatisticsQuery = z.output<typeof CommitStatisticsQuery>;

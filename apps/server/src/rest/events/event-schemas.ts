import { z } from 'zod';
import { choice, isoInstant, PageFields, pageOf, text, wholeNumber } from '../shared/schemas.js';

/** There are no teams here, and all events are about projects. */
const FILTERS = choice('all', 'push', 'merged', 'issue', 'comments', 'team', 'project');

/** As in GitLab: `after` and `before` are exclusive. */
export const RepositoryEventsQuery = z
  .object({ ...PageFields, filter: FILTERS, author: text(100), before: isoInstant, after: isoInstant })
  .transform(({ filter, author, before, after, ...page }) => ({
    page: pageOf(page),
    author: author || undefined,
    isEmpty: filter === 'team' || filter === 'project',
    filter: {
      type: filter === 'all' || filter === 'team' || filter === 'project' ? undefined : filter,
      before,
      after,
    },
  }));
export type RepositoryEventsQuery = z.output<typeof RepositoryEventsQuery>;

/** Without a year, the list goes back from now. */
export const UserEventsQuery = z
  .object({ year: wholeNumber(1970, 9_999), next: isoInstant })
  .transform(({ year, next }) => ({
    after: year === undefined ? undefined : `${year - 1}-12-31T23:59:59.999Z`,
    before: next ?? (year === undefined ? undefined : `${year + 1}-01-01T00:00:00.000Z`),
  }));
export type UserEventsQuery = z.output<typeof UserEventsQuery>;

import { z } from 'zod';
import { choice, lenientBoolean, PageFields, pageOf, requiredText, text } from '../shared/schemas.js';

const ORDER = choice('asc', 'desc');

export const UserSearch = z
  .object({ ...PageFields, q: requiredText(200), sort: text(100), order: ORDER })
  .transform(({ q: words, ...fields }) => ({ words, page: pageOf(fields) }));
export type UserSearch = z.output<typeof UserSearch>;

/** The sort keys of clients; stars and watchers are the same for all. */
const SORTS = { last_push_at: 'pushed', updated: 'updated', created: 'created' } as const;

export const RepositorySearch = z
  .object({
    ...PageFields,
    q: requiredText(200),
    sort: text(100),
    order: ORDER,
    owner: text(200),
    fork: lenientBoolean,
    language: text(100),
  })
  .transform(({ q: words, sort = '', order: direction, owner, fork, page, per_page }) => ({
    words,
    owner: owner || undefined,
    forks: fork === false ? ('without' as const) : ('with' as const),
    sort: Object.entries(SORTS).find(([name]) => name === sort)?.[1],
    direction,
    page: pageOf({ page, per_page }),
  }));
export type RepositorySearch = z.output<typeof RepositorySearch>;

import { z } from 'zod';
import { body, choice, isoInstant, PageFields, pageOf, text } from '../shared/schemas.js';

/** Clients also call the owner `namespace`. */
export const CreateFork = body({
  organization: text(100),
  namespace: text(100),
  name: text(100),
  path: text(100),
}).transform(({ organization, namespace, name, path }) => ({
  owner: organization || namespace || undefined,
  name: name || undefined,
  path: path || undefined,
}));
export type CreateFork = z.output<typeof CreateFork>;

/** Nobody stars or watches here: those two words leave the order as it is, oldest first. */
export const ForkListQuery = z
  .object({
    ...PageFields,
    sort: choice('newest', 'oldest', 'stargazers', 'watchers'),
    created_after: isoInstant,
    created_before: isoInstant,
  })
  .transform(({ sort, created_after: createdAfter, created_before: createdBefore, ...fields }) => ({
    page: pageOf(fields),
    filter: {
      createdAfter,
      createdBefore,
      sort: 'id' as const,
      direction: sort === 'newest' ? ('desc' as const) : ('asc' as const),
    },
  }));
export type ForkListQuery = z.output<typeof ForkListQuery>;

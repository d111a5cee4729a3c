import { z } from 'zod';
import { choice, PageFields, pageOf, text } from '../shared/schemas.js';

const SORTS = choice('created', 'updated', 'pushed', 'full_name');
const DIRECTIONS = choice('asc', 'desc');

/** The types of repositories; `visibility` can express some of them, too. */
const TYPES = choice(
  'all',
  'owner',
  'personal',
  'member',
  'public',
  'private',
  'internal',
  'forks',
  'sources',
);

type Type = z.output<typeof TYPES>;

const relationOf = (type: Type) =>
  type === 'owner' || type === 'personal'
    ? ('owner' as const)
    : type === 'member'
      ? ('member' as const)
      : ('all' as const);

const visibilityOf = (type: Type) =>
  type === 'public' || type === 'private' || type === 'internal' ? type : undefined;

const forksOf = (type: Type) =>
  type === 'forks' ? ('only' as const) : type === 'sources' ? ('without' as const) : ('with' as const);

/** A filter for repositories. */
export const RepositoryListQuery = z
  .object({
    ...PageFields,
    type: TYPES,
    visibility: choice('all', 'public', 'private', 'internal'),
    affiliation: text(200),
    sort: SORTS,
    direction: DIRECTIONS,
    q: text(200),
  })
  .transform(({ type, visibility, affiliation, sort, direction, q: words, ...fields }) => ({
    page: pageOf(fields),
    filter: {
      relation: affiliation === 'owner' ? ('owner' as const) : relationOf(type),
      visibility: visibility === 'all' ? undefined : (visibility ?? visibilityOf(type)),
      forks: forksOf(type),
      sort,
      direction:
        direction ?? (sort === undefined || sort === 'full_name' ? ('asc' as const) : ('desc' as const)),
      words,
    },
  }));
export type RepositoryListQuery = z.output<typeof RepositoryListQuery>;

import type { Route } from './router/route.js';

/** All pages. The first pattern that matches an address counts. */
export const ROUTES: readonly Route[] = [
  { pattern: '/', section: 'live', load: () => import('./live/LivePage.svelte') },
  {
    pattern: '/-/repositories',
    section: 'repositories',
    load: () => import('./repositories/RepositoriesPage.svelte'),
  },
  { pattern: '/:owner', section: 'repositories', load: () => import('./repositories/OwnerPage.svelte') },
  {
    pattern: '/:owner/:repo/branches',
    section: 'repositories',
    load: () => import('./refs/BranchesPage.svelte'),
  },
  { pattern: '/:owner/:repo/tags', section: 'repositories', load: () => import('./refs/TagsPage.svelte') },
];

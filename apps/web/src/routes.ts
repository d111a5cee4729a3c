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
  {
    pattern: '/:owner/:repo/commits',
    section: 'repositories',
    load: () => import('./commits/CommitsPage.svelte'),
  },
  ...['commits/:sha', 'commits/detail/:sha', 'commit/:sha'].map((path): Route => ({
    pattern: `/:owner/:repo/${path}`,
    section: 'repositories',
    load: () => import('./commits/CommitPage.svelte'),
  })),
  { pattern: '/:owner/:repo/tags', section: 'repositories', load: () => import('./refs/TagsPage.svelte') },
];

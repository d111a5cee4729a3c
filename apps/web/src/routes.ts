import type { Route } from './router/route.js';

/** All pages. The first pattern that matches an address counts. */
export const ROUTES: readonly Route[] = [
  { pattern: '/', section: 'live', load: () => import('./live/LivePage.svelte') },
  {
    pattern: '/-/repositories',
    section: 'repositories',
    load: () => import('./repositories/RepositoriesPage.svelte'),
  },
];

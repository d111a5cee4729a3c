import type { Route } from './router/route.js';

/** All pages. The first pattern that matches an address counts. */
export const ROUTES: readonly Route[] = [
  { pattern: '/', section: 'live', load: () => import('./live/LivePage.svelte') },
  {
    pattern: '/-/deliveries/:id',
    section: 'live',
    load: () => import('./deliveries/DeliveryPage.svelte'),
  },
  { pattern: '/-/events/:id', section: 'live', load: () => import('./events/EventPage.svelte') },
  {
    pattern: '/-/repositories',
    section: 'repositories',
    load: () => import('./repositories/RepositoriesPage.svelte'),
  },
  { pattern: '/-/sinks', section: 'sinks', load: () => import('./sinks/SinksPage.svelte') },
  { pattern: '/-/sinks/:name', section: 'sinks', load: () => import('./sinks/SinkPage.svelte') },
  {
    pattern: '/-/instruments',
    section: 'instruments',
    load: () => import('./instruments/InstrumentsPage.svelte'),
  },
  { pattern: '/-/faults', section: 'instruments', load: () => import('./faults/FaultsPage.svelte') },
  { pattern: '/-/clock', section: 'instruments', load: () => import('./clock/ClockPage.svelte') },
  { pattern: '/-/trigger', section: 'instruments', load: () => import('./trigger/TriggerPage.svelte') },
  { pattern: '/-/check', section: 'instruments', load: () => import('./check/CheckPage.svelte') },
  { pattern: '/-/snapshots', section: 'instruments', load: () => import('./snapshots/SnapshotsPage.svelte') },
  { pattern: '/-/misses', section: 'instruments', load: () => import('./misses/MissesPage.svelte') },
  { pattern: '/:owner', section: 'repositories', load: () => import('./repositories/OwnerPage.svelte') },
  ...['', '/tree/*'].map((path): Route => ({
    pattern: `/:owner/:repo${path}`,
    section: 'repositories',
    load: () => import('./code/FolderPage.svelte'),
  })),
  {
    pattern: '/:owner/:repo/blob/*',
    section: 'repositories',
    load: () => import('./code/FilePage.svelte'),
  },
  {
    pattern: '/:owner/:repo/compare/*',
    section: 'repositories',
    load: () => import('./refs/ComparePage.svelte'),
  },
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
  { pattern: '/:owner/:repo/hooks', section: 'repositories', load: () => import('./hooks/HooksPage.svelte') },
  {
    pattern: '/:owner/:repo/hooks/:id',
    section: 'repositories',
    load: () => import('./hooks/HookPage.svelte'),
  },
  {
    pattern: '/:owner/:repo/merge_requests',
    section: 'repositories',
    load: () => import('./merge-requests/MergeRequestsPage.svelte'),
  },
  {
    pattern: '/:owner/:repo/merge_requests/:number',
    section: 'repositories',
    load: () => import('./merge-requests/MergeRequestPage.svelte'),
  },
  {
    pattern: '/:owner/:repo/issues',
    section: 'repositories',
    load: () => import('./issues/IssuesPage.svelte'),
  },
  {
    pattern: '/:owner/:repo/issues/:number',
    section: 'repositories',
    load: () => import('./issues/IssuePage.svelte'),
  },
  {
    pattern: '/:owner/:repo/labels',
    section: 'repositories',
    load: () => import('./labels/LabelsPage.svelte'),
  },
  {
    pattern: '/:owner/:repo/milestones',
    section: 'repositories',
    load: () => import('./milestones/MilestonesPage.svelte'),
  },
  {
    pattern: '/:owner/:repo/milestones/:number',
    section: 'repositories',
    load: () => import('./milestones/MilestonePage.svelte'),
  },
  {
    pattern: '/:owner/:repo/releases',
    section: 'repositories',
    load: () => import('./releases/ReleasesPage.svelte'),
  },
  {
    pattern: '/:owner/:repo/releases/:tag',
    section: 'repositories',
    load: () => import('./releases/ReleasePage.svelte'),
  },
];

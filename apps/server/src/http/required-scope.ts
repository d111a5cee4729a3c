import type { Scope } from '#forge';
import { isApiPath } from './gate/own-paths.js';

/** Which scope an address of both APIs needs: the first line that its route fits. */
const SCOPE_OF: readonly (readonly [pattern: RegExp, scope: Scope])[] = [
  [/\/hooks(\/|$)/, 'all_hook'],
  [/\/(comments|discussions)(\/|$)/, 'all_note'],
  [/\/(pulls|pull_requests)(\/|$)/, 'all_pr'],
  [/\/(issues|issue|labels|milestones)(\/|$)/, 'all_issue'],
  [/^\/user\/keys(\/|$)/, 'all_key'],
  [/^\/(user|users\/:username|orgs\/:org)\/repos$/, 'all_projects'],
  [/^\/search\/repositories$/, 'all_projects'],
  [/^\/org\/:owner\/(repo|projects)\//, 'all_projects'],
  [/^\/(users\/orgs|users\/:username\/orgs|user\/memberships|orgs?|enterprises)(\/|$)/, 'all_groups'],
  [/^\/:owner\/:repo\/repository\//, 'all_repository'],
  [
    /^\/repos\/:owner\/:repo\/(archive|branches|check-runs|commits?|compare|contents|file_list|git|protect\w+|raw|releases|statuses|tags|tarball|trees|zipball)(\/|$)/,
    'all_repository',
  ],
  [/^\/(repos|repositories)\//, 'all_projects'],
  [/^\//, 'all_user'],
];

const GIT = /^\/:owner\/:repo\/(info\/refs|git-(upload|receive)-pack)$/;

/** The scope that a token must have for a route, as the router knows it; null where none is needed: pages, `/_mock`. */
export function requiredScope(route: string): Scope | null {
  if (GIT.test(route)) return 'all_repository';
  if (!isApiPath(route)) return null;
  const path = route.replace(/^\/api\/v5/, '');
  return SCOPE_OF.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

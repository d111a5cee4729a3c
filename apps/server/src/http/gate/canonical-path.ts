import { isApiPath } from './own-paths.js';

/** Nouns of a repository whose names may contain slashes. */
const NOUNS = [
  'branches',
  'commits',
  'compare',
  'git/trees',
  'labels',
  'issues/\\d+/labels',
  'pulls/\\d+/labels',
  'protected_tags',
  'releases/tags',
  'statuses',
  'tags',
].join('|');

/** May follow a name. */
const PARTS = 'check-runs|comments|protection|setting|status|statuses';

const NAMED = new RegExp(`^(/api/v5/repos/[^/]+/[^/]+/(?:${NOUNS})/)(.+?)(/(?:${PARTS}))?/?$`);

const ENCODED_REPOSITORY = /^(\/api\/v5\/repos\/[^/]+)%2f/i;

/**
 * The path and query by which routes of the API are found; others stay as they are. Clients build paths in other forms,
 * too: with two slashes behind a base address, with `owner%2Frepo` as GitLab has it, with the slashes of branches and
 * labels as they are.
 */
export function canonicalPath(target: string): string {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(target) ?? [];
  const single = path.includes('//') ? path.replaceAll(/\/{2,}/g, '/') : path;
  if (!isApiPath(single)) return target;
  if (!single.startsWith('/api/v5/repos/')) return single + query;
  const split = single.replace(ENCODED_REPOSITORY, '$1/');
  const [, noun = '', name = '', part = ''] = NAMED.exec(split) ?? [];
  if (!name.includes('/') || name === 'setting/new') return split + query;
  return noun + name.replaceAll('/', '%2F') + part + query;
}

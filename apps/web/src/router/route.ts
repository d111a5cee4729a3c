import type { Component } from 'svelte';

/** The parts of an address that a pattern names; `rest` is what `*` stands for. */
type Params = Readonly<Record<string, string>>;

type Section = 'live' | 'repositories' | 'sinks' | 'instruments';

/** A page and where it is. */
export interface Route {
  /** `/:owner/:repo/tree/*`: the first that matches counts. */
  readonly pattern: string;
  /** Which part of the rail it belongs to. */
  readonly section: Section;
  readonly load: () => Promise<{ readonly default: Component<Record<string, never>> }>;
}

export interface Found {
  readonly route: Route;
  readonly params: Params;
}

/** @param path as it stands in the address bar @returns null where no page is */
export function routeAt(path: string, routes: readonly Route[]): Found | null {
  for (const route of routes) {
    const params = paramsOf(path, route.pattern);
    if (params !== null) return { route, params };
  }
  return null;
}

/** Nobody has these names: below them the server has addresses of its own. */
const KEPT = new Set(['-', 'api', '_mock', '_sink', 'repos', 'user', 'users', 'orgs', 'login', 'oauth']);

function paramsOf(path: string, pattern: string): Params | null {
  const parts = path.split('/');
  const expected = pattern.split('/');
  const isOpen = expected.at(-1) === '*';
  if (isOpen ? parts.length < expected.length : parts.length !== expected.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const given = decoded(parts[index] ?? '');
    if (part === ':owner' && KEPT.has(given.toLowerCase())) return null;
    if (part === '*') params['rest'] = parts.slice(index).map(decoded).join('/');
    else if (part.startsWith(':') && given !== '') params[part.slice(1)] = given;
    else if (part !== given) return null;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

import { withToken } from '../api/with-token.js';
import { pathIn } from '../router/base.js';

/** Schemes that lead somewhere and run nothing. */
const SAFE = /^(https?|mailto):/i;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** @param base where what is relative starts from @returns null for what is not to be a link */
export function linkTarget(href: string, base: string): string | null {
  const trimmed = href.trim();
  if (SAFE.test(trimmed) || trimmed.startsWith('#')) return trimmed;
  return relative(trimmed, base);
}

/** Pictures come from this server only: the page asks nobody else for anything, and nobody else gets its token. */
export function pictureSource(href: string, rawBase: string): string | null {
  const source = relative(href.trim(), rawBase);
  return source === null || pathIn(source) === null ? null : withToken(source);
}

function relative(href: string, base: string): string | null {
  if (base === '' || href === '' || HAS_SCHEME.test(href) || /^[/\\]{2}/.test(href)) return null;
  const start = new URL(base, location.origin);
  const url = new URL(href.startsWith('/') ? `.${href}` : href, start);
  return url.origin === location.origin ? `${url.pathname}${url.search}${url.hash}` : null;
}

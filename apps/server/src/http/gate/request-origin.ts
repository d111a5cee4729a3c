import type { IncomingHttpHeaders } from 'node:http';
import { authorityOf, type Authority } from './authority.js';

const USUAL_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Whether a browser says that a page of another address has sent this request. Programs that are no browsers send none of
 * these headers, and pages cannot leave them out or change them.
 * @param own where the request came to, and what else is this server
 */
export function isForeign(headers: IncomingHttpHeaders, own: readonly Authority[]): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site === 'cross-site') return true;
  if (origin !== undefined) return !own.some((authority) => isAt(origin, authority));
  // Without an origin there is no telling which page of the same site it was.
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** The scheme does not count: what ends TLS in front of this server has another one. */
function isAt(origin: string, { name, port }: Authority): boolean {
  const [, scheme = '', host = ''] = /^(https?):\/\/(.*)$/i.exec(origin) ?? [];
  const from = authorityOf(host);
  if (from?.name !== name) return false;
  const fromPort = from.port ?? USUAL_PORTS[scheme.toLowerCase()];
  return port === null ? Object.values(USUAL_PORTS).some((usual) => usual === fromPort) : port === fromPort;
}

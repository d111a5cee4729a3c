import type { IncomingHttpHeaders } from 'node:http';
import { authorityOf, type Authority } from './authority.js';

const USUAL_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Whether a browser reports that another site's page has sent the request. Other programs send none of these headers,
 * and pages cannot omit or change them.
 * @param own the address of the request, and other names of this server
 */
export function isForeign(headers: IncomingHttpHeaders, own: readonly Authority[]): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site === 'cross-site') return true;
  if (origin !== undefined) return !own.some((authority) => isAt(origin, authority));
  // Without an origin the page is unknown.
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** The scheme is ignored: a proxy in front of the server may end TLS. */
function isAt(origin: string, { name, port }: Authority): boolean {
  const [, scheme = '', host = ''] = /^(https?):\/\/(.*)$/i.exec(origin) ?? [];
  const from = authorityOf(host);
  if (from?.name !== name) return false;
  const fromPort = from.port ?? USUAL_PORTS[scheme.toLowerCase()];
  return port === null ? Object.values(USUAL_PORTS).some((usual) => usual === fromPort) : port === fromPort;
}

import type { IncomingMessage } from 'node:http';
import { ForgeError, quoted } from '#domain';
import { authorityOf, type Authority } from './authority.js';

/** The target and host of a request. */
export interface RequestTarget {
  /** Path and query. */
  readonly path: string;
  /** Null for an HTTP/1.0 client that names none. */
  readonly authority: Authority | null;
}

/** What it needs of a request. Some Nodes fail at `headersDistinct` when a header is called `__proto__`. */
type Asked = Pick<IncomingMessage, 'url' | 'httpVersion' | 'rawHeaders'>;

/**
 * RFC 9112, section 3.2: a request has exactly one Host header, and an absolute target overrides it.
 * @throws ForgeError `malformed`
 */
export function targetOf(request: Asked): RequestTarget {
  const { url = '' } = request;
  const host = hostOf(request);
  if (url.startsWith('/') || url === '*') return { path: url, authority: host };
  const [isAddress, named = '', path = ''] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (isAddress === undefined) {
    const right = 'it must be a path, such as /_mock/ready, or an http address';
    throw new ForgeError('malformed', `The request is for ${quoted(url)}: ${right}`);
  }
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    authority: wellFormed(named.replace(/^.*@/, '')),
  };
}

function hostOf({ rawHeaders, httpVersion }: Asked): Authority | null {
  // Names and values by turns.
  const hosts = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host',
  );
  if (hosts.length > 1)
    throw new ForgeError('malformed', `The header Host is given ${hosts.length} times; there must be one`);
  const [host = ''] = hosts;
  if (host !== '') return wellFormed(host);
  if (httpVersion === '1.0') return null;
  throw new ForgeError('malformed', 'The header Host is missing; HTTP/1.1 needs it');
}

function wellFormed(host: string): Authority {
  const authority = authorityOf(host);
  if (authority !== null) return authority;
  throw new ForgeError('malformed', `${quoted(host)} is not a host, with or without a port`);
}

/** The host and port of a request or a URL. */
export interface Authority {
  /** In lower case and ASCII; an IPv6 address in brackets. */
  readonly name: string;
  /** Null for the scheme's default port. */
  readonly port: number | null;
}

/**
 * Parses `host` or `host:port`, as in a Host header.
 * @returns null for anything else
 */
export function authorityOf(text: string): Authority | null {
  const [, host = '', digits = ''] = /^(\[[0-9a-f:.]+\]|[^\s:/?#@\\%[\]]+)(?::(\d{0,5}))?$/i.exec(text) ?? [];
  const url = host === '' ? null : URL.parse(`http://${host}/`);
  if (url === null || Number(digits) > 65_535) return null;
  return { name: url.hostname.replace(/\.$/, ''), port: digits === '' ? null : Number(digits) };
}

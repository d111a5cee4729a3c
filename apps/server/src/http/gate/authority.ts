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
  const url = `http://${host}/`;
  if (host === '' || Number(digits) > 65_535 || !URL.canParse(url)) return null;
  return { name: new URL(url).hostname.replace(/\.$/, ''), port: digits === '' ? null : Number(digits) };
}

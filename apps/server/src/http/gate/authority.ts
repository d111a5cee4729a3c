/** The host and port that a request or a URL is meant for. */
export interface Authority {
  /** In lower case and ASCII; an IPv6 address in brackets. */
  readonly name: string;
  /** Null when the usual one of the scheme is meant. */
  readonly port: number | null;
}

/**
 * Reads `host` or `host:port`, as they stand in a Host header.
 * @returns null for what is neither
 */
export function authorityOf(text: string): Authority | null {
  const [, host = '', digits = ''] = /^(\[[0-9a-f:.]+\]|[^\s:/?#@\\%[\]]+)(?::(\d{0,5}))?$/i.exec(text) ?? [];
  const url = `http://${host}/`;
  if (host === '' || Number(digits) > 65_535 || !URL.canParse(url)) return null;
  return { name: new URL(url).hostname.replace(/\.$/, ''), port: digits === '' ? null : Number(digits) };
}

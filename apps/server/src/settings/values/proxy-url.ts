/** The form of a proxy, for error messages. */
export const PROXY_FORM = 'http://host:port or http://user:password@host:port';

/** @returns the URL; null for an invalid one */
export function proxyUrl(text: string): string | null {
  if (!/^http:\/\/[^/]/i.test(text) || !URL.canParse(text)) return null;
  const { href, pathname, search, hash, username, password } = new URL(text);
  const isBare = pathname === '/' && search === '' && hash === '';
  const hasWholeUserinfo = (username === '') === (password === '');
  return isBare && hasWholeUserinfo && isDecodable(username + password) ? href : null;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The way from an address up to the server's root, as a browser reads it.
 * @param url `/demo/demo?ref=x`
 * @returns `../`
 */
export function rootFrom(url: string): string {
  const [path = ''] = url.split('?');
  return '../'.repeat(path.split('/').length - 2) || './';
}

/** The query of an address with its `?`; empty without one. */
export const queryOf = (url: string): string => /\?.*/.exec(url)?.[0] ?? '';

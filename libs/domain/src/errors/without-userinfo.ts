/**
 * Text that may be a URL, for an error message: everything before the last `@` may be a secret, whether or not it can
 * be parsed.
 */
export function withoutUserinfo(text: string): string {
  const end = text.lastIndexOf('@');
  if (end === -1) return text;
  // Not one expression for all of it: that tries every slash as the last one of the scheme, each time to the end.
  const [scheme = ''] = /^[a-z][a-z0-9+.-]*:\/*/i.exec(text.slice(0, end)) ?? [];
  return `${scheme}***${text.slice(end)}`;
}

import type { AttemptRow, BodyPieces } from '#dispatcher';
import { DIALECT_HEADERS } from '#payloads';
import { loggedHeaders } from './logged-headers.js';

/** Headers that the log masks, and the variables that replace their values. */
const SECRETS: Readonly<Record<string, string>> = {
  // GNU's base64 breaks lines; others have no option against that.
  authorization: String.raw`Basic $(printf %s "$USERINFO" | base64 | tr -d '\n')`,
  ...Object.fromEntries(DIALECT_HEADERS.map(({ token }) => [token.toLowerCase(), '$TOKEN'])),
};
/** curl makes these itself. */
const OWN = new Set(['host', 'connection', 'content-length']);

/**
 * A command that repeats an attempt's request. Secrets come from the variables `TOKEN` and `USERINFO`, those in the
 * query from `QUERY_` and the parameter's name.
 */
export async function* curlPieces(attempt: AttemptRow, body: BodyPieces): AsyncGenerator<string> {
  const options = loggedHeaders(attempt.requestHeaders).flatMap(([name, value]) => {
    const secret = SECRETS[name.toLowerCase()];
    if (OWN.has(name.toLowerCase())) return [];
    return [secret === undefined ? `-H ${quoted(`${name}: ${value}`)}` : `-H "${name}: ${secret}"`];
  });
  // Disables curl's patterns in brackets and braces, and files named by @.
  const start = `curl --globoff -X POST ${quotedUrl(attempt.url)}`;
  yield [start, ...options, "--data-raw '"].join(' \\\n  ');
  for await (const piece of body) yield inQuotes(piece);
  yield "'\n";
}

/** @param url as the log shows it */
function quotedUrl(url: string): string {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(url.replace('://***@', '://')) ?? [];
  const parameters = inQuotes(query).replace(/([?&;])((?:[^=&;]*=)?)\*\*\*(?=[&;]|$)/g, (_, before, name) => {
    const variable = `QUERY_${name}`.replace(/\W+/g, '_').replace(/_$/, '').toUpperCase();
    return `${before}${name}'"$${variable}"'`;
  });
  return `'${inQuotes(path)}${parameters}'`;
}

/** For a POSIX shell. */
const quoted = (text: string): string => `'${inQuotes(text)}'`;
const inQuotes = (text: string): string => text.replaceAll("'", String.raw`'\''`);

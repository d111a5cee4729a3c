import type { LoggedDelivery } from '#dispatcher';
import { DIALECT_HEADERS } from '#payloads';
import { loggedHeaders } from './logged-headers.js';

/** What the log masks, and where whoever repeats a request takes it from. */
const SECRETS: Readonly<Record<string, string>> = {
  authorization: 'Basic $(printf %s "$USERINFO" | base64)',
  ...Object.fromEntries(Object.values(DIALECT_HEADERS).map(({ token }) => [token.toLowerCase(), '$TOKEN'])),
};
/** curl makes these itself. */
const OWN = new Set(['host', 'connection', 'content-length']);

/** A command that sends the delivery's latest request again; secrets come from the variables `TOKEN` and `USERINFO`. */
export function curlCommand({ body, attempts }: LoggedDelivery): string | null {
  const latest = attempts.at(-1);
  if (latest === undefined) return null;
  const options = loggedHeaders(latest.requestHeaders).flatMap(([name, value]) => {
    const secret = SECRETS[name.toLowerCase()];
    if (OWN.has(name.toLowerCase())) return [];
    return [secret === undefined ? `-H ${quoted(`${name}: ${value}`)}` : `-H "${name}: ${secret}"`];
  });
  const url = latest.url.replace('***@', '');
  return [`curl -X POST ${quoted(url)}`, ...options, `--data-binary ${quoted(body)}`].join(' \\\n  ');
}

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

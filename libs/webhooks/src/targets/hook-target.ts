import { ForgeError, quoted, withoutUserinfo } from '#domain';
import { withMaskedQuery } from './masked-query.js';

const LONGEST_URL = 1024;

/** The target of a hook, parsed for the sender. */
export interface HookTarget {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  /** The value of the `Authorization` header, null when the URL has no userinfo. */
  readonly authorization: string | null;
}

/** @throws ForgeError `invalid` with a sentence that says what is wrong with the URL */
export function checkHookUrl(url: string): void {
  const problem = urlProblem(url);
  if (problem) throw new ForgeError('invalid', `url ${problem}`);
}

function urlProblem(url: string): string | null {
  const shown = quoted(withMaskedQuery(withoutUserinfo(url)));
  if (url === '')
    return 'is missing: give the address that deliveries are posted to, such as http://127.0.0.1:8000/';
  if (url.length > LONGEST_URL) return `has ${url.length} characters; at most ${LONGEST_URL} are allowed`;
  // The URL parser would silently drop or escape these.
  if (/[\s\p{Cc}]/u.test(url)) return `must not contain a space or a control character, but is ${shown}`;
  // It would also take the first part of a path for a host.
  if (!/^https?:\/\/[^/?#\\]/i.test(url))
    return `must start with http:// or https:// and a host, but is ${shown}`;
  return URL.canParse(url) ? null : `is not a valid address: ${shown}`;
}

/**
 * The contract's section on HTTP Basic Authentication: the userinfo leaves the URL, is percent-decoded (`+` stays
 * `+`) and becomes `Authorization: Basic`. A missing and an empty password are the same.
 */
export function hookTarget(url: string): HookTarget {
  const parsed = new URL(url);
  const hasUserinfo = parsed.username !== '' || parsed.password !== '';
  return {
    origin: parsed.origin,
    path: parsed.pathname + parsed.search,
    authorization: hasUserinfo ? basic(parsed.username, parsed.password) : null,
  };
}

/** The URL without secrets, for logs and pages. */
export function maskedUrl(url: string): string {
  const parsed = new URL(url);
  const userinfo = parsed.username === '' && parsed.password === '' ? '' : '***@';
  return `${parsed.protocol}//${userinfo}${parsed.host}${parsed.pathname}${withMaskedQuery(parsed.search)}`;
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.concat([percentDecoded(user), Buffer.from(':'), percentDecoded(password)]).toString('base64')}`;

/** Decodes byte by byte, so that escapes that are not UTF-8 survive; a `%` that starts no escape stays. */
function percentDecoded(text: string): Buffer {
  const pieces = text.split(/(%[0-9a-f]{2})/i);
  return Buffer.concat(
    pieces.map((piece) =>
      /^%[0-9a-f]{2}$/i.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece),
    ),
  );
}

import { ForgeError, quoted } from '#domain';
import { isRefName } from '#git';

const LONGEST_NAME = 100;

/** First parts of the server's own paths: its page, its APIs, and those of the older API and OAuth. */
const RESERVED_OWNERS = new Set([
  '-',
  'api',
  '_mock',
  '_sink',
  'repos',
  'user',
  'users',
  'orgs',
  'login',
  'oauth',
]);

/** Whether nobody can have that name, in any case, because what lies below it is the server's own. */
export const isReservedOwner = (name: string): boolean => RESERVED_OWNERS.has(name.toLowerCase());

/**
 * Owner and repository names: letters, digits, `.`, `_` and `-`; not starting with `-` or `.`, not ending in `.git`
 * or `.lock`; up to 100 characters. Nothing else can become part of a path on disk.
 */
export function isName(name: string): boolean {
  return (
    name.length <= LONGEST_NAME && /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name) && !/\.(git|lock)$/i.test(name)
  );
}

/** @throws ForgeError `invalid` that quotes the field and the name */
export function checkName(field: string, name: string): void {
  if (isName(name)) return;
  if (name === '') throw new ForgeError('invalid', `${field} is missing`);
  throw new ForgeError(
    'invalid',
    `${field} ${quoted(name)} is not allowed: use letters, digits, ".", "_" and "-", ` +
      `not starting with "-" or ".", not ending in ".git" or ".lock", at most ${LONGEST_NAME} characters`,
  );
}

/** As `checkName`, and for an owner's name. @throws ForgeError `invalid`, for a name that the server needs for itself, too */
export function checkOwner(field: string, name: string): void {
  checkName(field, name);
  if (isReservedOwner(name)) {
    throw new ForgeError('invalid', `${field} ${quoted(name)} is reserved for the server's own addresses`);
  }
}

/** A name or an address that is to stand in commits, where git has a line for both and puts `<` and `>` around the address. */
export function checkSigned(field: 'name' | 'email', text: string): void {
  if (!/[\p{Cc}<>]/u.test(text)) return;
  throw new ForgeError(
    'invalid',
    `${field} ${quoted(text)} is not allowed: leave out control characters, "<" and ">"`,
  );
}

/** A file's name has 255 bytes, of which git needs five for the lock beside it. */
const LONGEST_REF_PART = 250;

/** @throws ForgeError `invalid` for the name of a branch or a tag that has no room in a file's name */
export function checkRefLength(field: string, name: string): void {
  const longest = Math.max(...name.split('/').map((part) => Buffer.byteLength(part)));
  if (longest <= LONGEST_REF_PART) return;
  throw new ForgeError(
    'invalid',
    `${field} ${quoted(name)} is too long: ${longest} bytes in UTF-8, where a name, or each of its parts ` +
      `between slashes, may have ${LONGEST_REF_PART}`,
  );
}

/** A name that `git branch` and `git tag` take from people. */
export const isBranchName = (name: string): boolean => isRefName(name) && !name.startsWith('-');

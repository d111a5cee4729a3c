import { ForgeError, quoted } from '#domain';
import { isRefName } from '#git';

const LONGEST_NAME = 100;

/** The first parts of the server's own paths: pages, APIs, OAuth. */
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

/** Whether the server's own paths reserve the name, in any case. */
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

/** As `checkName`, for an owner's name. @throws ForgeError `invalid`, for a reserved name, too */
export function checkOwner(field: string, name: string): void {
  checkName(field, name);
  if (isReservedOwner(name)) {
    throw new ForgeError('invalid', `${field} ${quoted(name)} is reserved for the server's own addresses`);
  }
}

/** A name or an address for commits, where git uses one line for both and puts `<` and `>` around the address. */
export function checkSigned(field: 'name' | 'email', text: string): void {
  if (!/[\p{Cc}<>]/u.test(text)) return;
  throw new ForgeError(
    'invalid',
    `${field} ${quoted(text)} is not allowed: leave out control characters, "<" and ">"`,
  );
}

/** A file name has 255 bytes, of which git needs five for its lock file. */
const LONGEST_REF_PART = 250;

/** @throws ForgeError `invalid` for a branch or tag name that is too long for a file name */
export function checkRefLength(field: string, name: string): void {
  const longest = Math.max(...name.split('/').map((part) => Buffer.byteLength(part)));
  if (longest <= LONGEST_REF_PART) return;
  throw new ForgeError(
    'invalid',
    `${field} ${quoted(name)} is too long: ${longest} bytes in UTF-8, where a name, or each of its parts ` +
      `between slashes, may have ${LONGEST_REF_PART}`,
  );
}

/** Whether `git branch` and `git tag` accept the name. */
export const isBranchName = (name: string): boolean => isRefName(name) && !name.startsWith('-');

import { codeOf, ForgeError, isError, StorageError } from '#domain';

export const LOCKED = 'another process has locked the database';

/** By the error code of SQLite or the operating system; SQLite's extended codes begin with these. */
const UNAVAILABLE: Readonly<Record<string, string>> = {
  SQLITE_BUSY: LOCKED,
  SQLITE_LOCKED: LOCKED,
  SQLITE_PROTOCOL: LOCKED,
  SQLITE_CORRUPT: 'the database is damaged',
  SQLITE_NOTADB: 'the database is damaged',
  SQLITE_IOERR: 'the disk does not take or give what the database wants',
  SQLITE_CANTOPEN: 'the database cannot be opened',
  SQLITE_READONLY: 'the database may not be written',
  SQLITE_NOMEM: 'there is not enough memory',
  EIO: 'the disk does not read or write',
  EFBIG: 'a file has become as large as the system lets it',
  EROFS: 'the disk may not be written',
};
const FULL_CODES = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT']);
/** Git has no error codes. */
const FULL_IN_WORDS = /No space left on device|Disk quota exceeded/;

/** @returns null for an error that is not about disk or database */
export function storageErrorOf(error: unknown): StorageError | null {
  if (error instanceof StorageError) return error;
  // The message of a ForgeError may quote anything.
  if (!isError(error) || error instanceof ForgeError) return null;
  const code = rootCodeOf(error);
  const reason = FULL_CODES.has(code) || FULL_IN_WORDS.test(error.message) ? FULL : UNAVAILABLE[code];
  if (reason === undefined) return null;
  return new StorageError({
    trouble: reason === FULL ? 'full' : 'unavailable',
    why: `${reason} (${error.message.trim().replaceAll(/\s+/g, ' ')})`,
    cause: error,
  });
}

const FULL = 'the disk of the data folder is full';

/** The primary code; TypeORM copies it from the error that it wraps. `''` when there is none. */
export function rootCodeOf(error: unknown): string {
  return /^(SQLITE_)?[A-Z]+/.exec(codeOf(error))?.[0] ?? '';
}

/** There is no such file: nothing of that name, or something else. Any other error leaves it open whether there is one. */
const CODES: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP']);

/** @param look reads a file or a folder. @returns what it reads; null when that is not there. Throws when it cannot tell */
export function unlessAbsent<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (CODES.has(codeOf(error))) return null;
    throw error;
  }
}

/** Node's name for what went wrong, such as `ENOENT`; `''` for an error without one. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** There is no such file: nothing of that name, or something else. Any other error leaves it open whether there is one. */
const CODES: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP']);

/** @param look reads a file or a folder. @returns what it reads; null when that is not there. Throws when it cannot tell */
export function unlessAbsent<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error && CODES.has(String(error.code))) return null;
    throw error;
  }
}

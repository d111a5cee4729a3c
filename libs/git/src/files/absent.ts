import { codeOf } from '#domain';

/** Whether the error means that the file does not exist. Any other error leaves that open. */
const CODES: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP']);

/** @param look reads a file or a folder @returns its result; null when it does not exist. Throws any other error */
export function unlessAbsent<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (CODES.has(codeOf(error))) return null;
    throw error;
  }
}

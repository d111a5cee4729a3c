import { codeOf, innerErrors, isError } from './thrown.js';

/** The operating system's codes for a limit on open files, processes or memory. */
const CODES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ENOBUFS']);

/**
 * The code, such as `EMFILE`, of an error that a later attempt may not meet because it only lacked resources; null
 * for any other error.
 */
export function outOfResources(error: unknown): string | null {
  if (!isError(error)) return null;
  const inner = innerErrors(error);
  if (inner.length > 0) return inner.map(outOfResources).find(Boolean) ?? null;
  const code = codeOf(error);
  return CODES.has(code) ? code : outOfResources(error.cause);
}

/** For `catch`: null instead of an error, unless it lacked resources. */
export function nullUnlessOutOfResources(error: unknown): null {
  if (outOfResources(error) !== null) throw error;
  return null;
}

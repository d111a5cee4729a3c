/** The operating system's codes for a limit on open files, processes or memory. */
const CODES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ENOBUFS']);

/**
 * The code, such as `EMFILE`, of an error that a later attempt may not meet because it only lacked resources; null
 * for any other error.
 */
export function outOfResources(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // A connection was tried on several addresses.
  if (error instanceof AggregateError) return error.errors.map(outOfResources).find(Boolean) ?? null;
  const code = 'code' in error ? String(error.code) : '';
  return CODES.has(code) ? code : outOfResources(error.cause);
}

/** For `catch`: null instead of an error, unless it lacked resources. */
export function nullUnlessOutOfResources(error: unknown): null {
  if (outOfResources(error) !== null) throw error;
  return null;
}

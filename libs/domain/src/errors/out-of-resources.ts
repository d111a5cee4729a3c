/** What the operating system says when a process has, or the machine, as much open, running or in memory as it may. */
const CODES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ENOBUFS']);

/**
 * The code (`EMFILE`, say) of an error that means: nothing is wrong with what was asked for, try again when there is more
 * to be had. Null for any other error.
 */
export function outOfResources(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // A connection that was tried on several addresses.
  if (error instanceof AggregateError) return error.errors.map(outOfResources).find(Boolean) ?? null;
  const code = 'code' in error ? String(error.code) : '';
  return CODES.has(code) ? code : outOfResources(error.cause);
}

/** For what is not there; null instead of an error that says no more than that. */
export function nullUnlessOutOfResources(error: unknown): null {
  if (outOfResources(error) !== null) throw error;
  return null;
}

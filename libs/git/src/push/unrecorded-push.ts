import { StorageError } from '#domain';

/** The error for callers when refs have moved and the event could not be recorded. @param cause why not */
export function unrecordedPush(cause: unknown): StorageError {
  const { trouble, why } =
    cause instanceof StorageError ? cause : { trouble: 'unavailable' as const, why: String(cause) };
  return new StorageError({
    trouble,
    why,
    message: `The refs have moved, but their events are not recorded yet, because ${why}. The server records them as soon as it can: do not repeat the request`,
    cause,
  });
}

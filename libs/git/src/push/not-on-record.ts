import { StorageError } from '#domain';

/** What callers get to know when refs have moved and the event could not be recorded. @param cause why not */
export function notOnRecord(cause: unknown): StorageError {
  const { trouble, why } =
    cause instanceof StorageError ? cause : { trouble: 'unavailable' as const, why: String(cause) };
  return new StorageError({
    trouble,
    why,
    message: `The refs have moved, but their events are not on record yet, because ${why}. They will be as soon as that is over: there is no need to do this again`,
    cause,
  });
}

import { nullUnlessOutOfResources, outOfResources, StorageError } from '#domain';

/** Git ended without a message, most likely killed: whether it did what it was asked is unknown. */
export class GitDied extends Error {}

/** Git itself is at fault and will most likely do it again: it failed an assertion, or used memory that it does not have. */
export class GitCrashed extends GitDied {}

const CRASHES: ReadonlySet<string> = new Set(['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP']);

/** @param signal the one that ended it */
export function diedOf(signal: NodeJS.Signals): GitDied {
  const message = `git was ended by ${signal} before it answered`;
  return CRASHES.has(signal) ? new GitCrashed(message) : new GitDied(message);
}

/** Whether the same work may succeed later: there was no room, no descriptor or no process, or git was killed. */
export const mayPass = (error: unknown): boolean =>
  error instanceof StorageError || error instanceof GitDied || outOfResources(error) !== null;

/** For `catch`: null instead of an error with which git answers. */
export function nullUnlessDied(error: unknown): null {
  if (error instanceof GitDied) throw error;
  return nullUnlessOutOfResources(error);
}

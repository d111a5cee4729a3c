import { codeOf } from '#domain';
/** The interval of checks. */
const LOOK_MS = 500;

/** Read as early as possible: a parent that has ended before is unknown. */
const PARENT = process.ppid;

/**
 * Calls once when the parent process has ended, in any way. Polling needs no help of the parent: the end of standard
 * input would need a pipe of its own.
 */
export function whenParentIsGone(notice: () => void): void {
  const timer = setInterval(() => {
    // Orphans get another parent; not on Windows.
    if (process.ppid === PARENT && exists(PARENT)) return;
    clearInterval(timer);
    notice();
  }, LOOK_MS);
  timer.unref();
}

function exists(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

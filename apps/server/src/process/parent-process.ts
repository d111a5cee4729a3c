/** How often it is looked at. */
const LOOK_MS = 500;

/** Asked as early as can be: whoever is gone by then has left no trace. */
const PARENT = process.ppid;

/**
 * Calls once when the process that started this one is gone, however it went. To look every now and then works without
 * its help: an end of standard input would need a pipe that nobody else holds open.
 */
export function whenParentIsGone(notice: () => void): void {
  const timer = setInterval(() => {
    // Another one adopts the children of whoever is gone; on Windows nobody does.
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
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

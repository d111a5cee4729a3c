import { setTimeout as wait } from 'node:timers/promises';

/** The result of `work`; null when it takes longer. */
export async function waitAtMost<T>(work: Promise<T>, timeoutMs: number): Promise<T | null> {
  const timer = new AbortController();
  const late = wait(timeoutMs, null, { signal: timer.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

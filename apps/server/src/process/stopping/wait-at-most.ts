import { setTimeout as wait } from 'node:timers/promises';

/** What `work` resolves to; null when that takes longer. */
export async function waitAtMost<T>(work: Promise<T>, timeoutMs: number): Promise<T | null> {
  const timer = new AbortController();
  const late = wait(timeoutMs, null, { signal: timer.signal, ref: false }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

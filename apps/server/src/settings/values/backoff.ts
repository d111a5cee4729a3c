import { durationMs } from './duration.js';

const LONGEST_MS = 365 * 24 * 3_600_000;

/** The form of `--rests`, for error messages. */
export const BACKOFF_FORM = 'none or a list of durations such as 1m,10m,1h, at most 365d each';

/** @returns milliseconds; null for an invalid list */
export function backoffDurations(text: string): number[] | null {
  if (text.trim() === 'none') return [];
  const durations = text.split(',').map(durationMs);
  return durations.every((ms): ms is number => ms !== null && ms > 0 && ms <= LONGEST_MS) ? durations : null;
}

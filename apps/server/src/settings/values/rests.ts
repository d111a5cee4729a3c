import { durationMs } from './duration.js';

const LONGEST_MS = 365 * 24 * 3_600_000;

/** What rests look like, for error messages. */
export const RESTS_FORM = 'none or a list of durations such as 1m,10m,1h, at most 365d each';

/** @returns milliseconds; null when they are no rests */
export function restDurations(text: string): number[] | null {
  if (text.trim() === 'none') return [];
  const rests = text.split(',').map(durationMs);
  return rests.every((rest): rest is number => rest !== null && rest > 0 && rest <= LONGEST_MS)
    ? rests
    : null;
}

import { durationMs } from './duration.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const LONGEST_MS = 24 * HOUR;

/** Named schedules: the delays before each retry, in milliseconds. */
const SCHEDULES: ReadonlyMap<string, number[]> = new Map([
  ['none', []],
  ['fast', [50, 200, SECOND]],
  ['svix', [5 * SECOND, 300 * SECOND, HOUR / 2, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]],
]);

/** The form of a schedule, for error messages. */
export const RETRIES_FORM = 'none, fast, svix or a list of waits such as 1s,10s,5m, at most 24h each';

/** @returns null for an invalid schedule */
export function retryDelays(text: string): number[] | null {
  const named = SCHEDULES.get(text.trim());
  if (named !== undefined) return named;
  const delays = text.split(',').map(durationMs);
  return delays.every((delay) => delay !== null && delay <= LONGEST_MS)
    ? delays.map((delay) => delay ?? 0)
    : null;
}

import { durationMs } from './duration.js';

const MOST_DELIVERIES = 100_000;
const DAY_MS = 86_400_000;
const LONGEST_MS = 36_500 * DAY_MS;

/** The form of `--keep-deliveries`, for error messages. */
export const KEEP_DELIVERIES_FORM = `a whole number from 1 to ${MOST_DELIVERIES}, or all`;

/** @returns Infinity for `all`; null for an invalid value */
export function keptDeliveryCount(text: string): number | null {
  if (text.trim() === 'all') return Infinity;
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 && count <= MOST_DELIVERIES ? count : null;
}

/** The form of `--keep-for`, for error messages. */
export const KEEP_FOR_FORM = 'a duration such as 90m, 36h or 7d, or ever';

/** @returns milliseconds, Infinity for `ever`; null for an invalid value */
export function keptForMs(text: string): number | null {
  if (text.trim() === 'ever') return Infinity;
  const ms = durationMs(text);
  return ms !== null && ms > 0 && ms <= LONGEST_MS ? ms : null;
}

import type { Outcome } from '../http/http-sender.js';
import type { StatusRange } from '../status-range.js';

/** A receiver that asks for more time gets at most this much. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/** Whether the response has a status that counts as delivered. */
export const succeeded = ({ response }: Outcome, success: readonly StatusRange[]): boolean =>
  response !== null &&
  success.some(({ lowest, highest }) => response.status >= lowest && response.status <= highest);

/**
 * The delay before a failed delivery is tried again, in milliseconds; null when no retry is left. A `Retry-After` can
 * make it longer, never shorter.
 * @param retries how many retries there were
 * @param stretch the part of the scheduled delay that is added at random: from 0 to 1
 */
export function retryDelayMs(
  delaysMs: readonly number[],
  { retries, stretch }: { readonly retries: number; readonly stretch: number },
  outcome: Outcome,
): number | null {
  const delay = delaysMs[retries];
  if (delay === undefined) return null;
  const asked = retryAfterMs(outcome);
  return Math.max(Math.round(delay * (1 + stretch)), Math.min(asked, LONGEST_RETRY_AFTER_MS));
}

/** Reads seconds or an HTTP date; 0 when there is no valid one. */
function retryAfterMs({ response, startedAt, durationMs }: Outcome): number {
  const value = String(response?.headers['retry-after'] ?? '').trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - startedAt.getTime() - durationMs);
}

import type { Outcome } from '../http/http-sender.js';
import type { StatusRange } from '../status-range.js';

/** A receiver that asks for more time gets at most this much. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/** Whether a status came back that counts as delivered; no answer never does. */
export const succeeded = ({ response }: Outcome, success: readonly StatusRange[]): boolean =>
  response !== null &&
  success.some(({ lowest, highest }) => response.status >= lowest && response.status <= highest);

/**
 * How long to wait before a failed delivery is tried again, in milliseconds; null when it has been tried often enough.
 * A `Retry-After` can make it longer, never shorter.
 * @param retries how often it has been tried again already
 * @param stretch what part of the scheduled wait comes on top: 0 for none, 1 for all of it
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

/** In seconds or as a date, as HTTP has it; 0 when there is none that makes sense. */
function retryAfterMs({ response, startedAt, durationMs }: Outcome): number {
  const value = String(response?.headers['retry-after'] ?? '').trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - startedAt.getTime() - durationMs);
}

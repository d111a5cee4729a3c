/** Delays that users cannot set, in milliseconds. Tests shorten them. */
export interface DispatchTimings {
  /** From a change that may exceed a limit until the log is cleaned. */
  readonly retentionDebounce: number;
  /** From a failed cleaning to the next. */
  readonly retentionRetry: number;
  /**
   * A request without an answer for this long gives its slot back and goes on: sixteen receivers that hang must not
   * block the seventeenth.
   */
  readonly slowAfter: number;
  /** From a failed read of deliveries to the next. */
  readonly lookUpRetry: number;
  /** From a failed write of outcomes to the next. */
  readonly outcomeRetry: number;
  /** How long a stopping server waits for the deliveries under way. */
  readonly stopGrace: number;
}

export const DISPATCH_TIMINGS: DispatchTimings = {
  retentionDebounce: 1_000,
  retentionRetry: 5_000,
  slowAfter: 1_000,
  lookUpRetry: 1_000,
  outcomeRetry: 1_000,
  stopGrace: 10_000,
};

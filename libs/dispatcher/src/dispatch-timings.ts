/** How long things wait that no setting of a user's is about, in milliseconds. Tests, which have less time, give their own. */
export interface DispatchTimings {
  /** What is too much or too old is looked for so long after something has come that may be. */
  readonly retentionDebounce: number;
  /** After it could not be removed. */
  readonly retentionRetry: number;
  /**
   * A request that has had no answer for this long gives its slot back and goes on waiting beside the others: sixteen
   * receivers that hang must not hold up the seventeenth.
   */
  readonly slowAfter: number;
  /** Before deliveries that could not be looked up are looked up again. */
  readonly lookUpRetry: number;
  /** Before outcomes that could not be stored are stored again. */
  readonly outcomeRetry: number;
  /** How long a stopping server lets deliveries under way finish. */
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

/** A user's rate limit in the current hour. */
export interface RateLimitState {
  /** The calls allowed per hour. */
  readonly limit: number;
  readonly used: number;
  /** The start of the next hour. */
  readonly resetAt: Date;
}

export const rateLimitHeaders = ({ limit, used, resetAt }: RateLimitState) => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(limit - used),
  'X-RateLimit-Used': String(used),
  'X-RateLimit-Reset': String(Math.ceil(resetAt.getTime() / 1_000)),
});

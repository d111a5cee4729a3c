/** How far somebody is within an hour. */
export interface RateLimitState {
  /** Calls that they may make in it. */
  readonly limit: number;
  readonly used: number;
  /** When it begins anew. */
  readonly resetAt: Date;
}

export const rateLimitHeaders = ({ limit, used, resetAt }: RateLimitState) => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(limit - used),
  'X-RateLimit-Used': String(used),
  'X-RateLimit-Reset': String(Math.ceil(resetAt.getTime() / 1_000)),
});

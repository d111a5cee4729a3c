import { HttpException, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Clock, type OnStateReplaced, type User } from '#domain';
import { isApiPath, isOlderRoute } from '../gate/own-paths.js';
import { rateLimitHeaders, type RateLimitState } from './rate-limit-headers.js';

const HOUR_MS = 3_600_000;
/** The documented number of requests per hour for a user with a token. */
const DOCUMENTED_LIMIT = 5_000;

export abstract class RateLimitSettings {
  /** API calls per user and hour; null for any number. */
  abstract readonly callsPerHour: number | null;
}

/**
 * Counts each user's API calls in the current hour of the server's clock, and sends the headers of the rate limit.
 * Counters are in memory, so that no call waits for a write: each process counts only its own calls, and a start
 * resets them.
 */
@Injectable()
export class RateLimits implements OnStateReplaced {
  /** Hours since 1970. */
  private hour = 0;
  private readonly calls = new Map<User['id'], number>();

  constructor(
    private readonly settings: RateLimitSettings,
    private readonly clock: Clock,
  ) {}

  /** The calls per hour that headers show: the documented number where any number is allowed. */
  get shownLimit(): number {
    return this.settings.callsPerHour ?? DOCUMENTED_LIMIT;
  }

  /** Adds the headers also to answers without a user, such as those to unknown addresses or invalid tokens. */
  follow(server: FastifyInstance): void {
    server.addHook('onRequest', ({ url }, reply, done) => {
      if (isApiPath(url)) void reply.headers(rateLimitHeaders(this.state(0)));
      done();
    });
  }

  /**
   * Counts a call of the API by a user.
   * @throws HttpException 429, at the older API 403, when the limit is exceeded
   */
  count({ id }: User, reply: FastifyReply): void {
    if (!isApiPath(reply.request.url)) return;
    this.beginHour();
    const used = (this.calls.get(id) ?? 0) + 1;
    if (used > (this.settings.callsPerHour ?? Infinity)) throw this.refusal(reply);
    this.calls.set(id, used);
    void reply.headers(rateLimitHeaders(this.state(used)));
  }

  onStateReplaced(): void {
    this.calls.clear();
  }

  private beginHour(): void {
    const hour = this.thisHour();
    if (hour === this.hour) return;
    this.hour = hour;
    this.calls.clear();
  }

  private refusal(reply: FastifyReply): HttpException {
    const limit = this.shownLimit;
    const state = this.state(limit);
    const seconds = Math.ceil((state.resetAt.getTime() - this.clock.now().getTime()) / 1_000);
    void reply.headers({ ...rateLimitHeaders(state), 'Retry-After': String(seconds) });
    return new HttpException(
      `API rate limit exceeded: ${limit} calls an hour are allowed; the next hour begins at ${state.resetAt.toISOString()}`,
      isOlderRoute(reply.request) ? 403 : 429,
    );
  }

  /** Without a limit, at least one call remains: clients wait when none does. */
  private state(used: number): RateLimitState {
    const limit = this.shownLimit;
    const most = this.settings.callsPerHour === null ? limit - 1 : limit;
    const resetAt = new Date((this.thisHour() + 1) * HOUR_MS);
    return { limit, used: Math.min(used, most), resetAt };
  }

  private thisHour(): number {
    return Math.floor(this.clock.now().getTime() / HOUR_MS);
  }
}

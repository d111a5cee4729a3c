import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DeliveryFeed, DeliveryLog, type LoggedDelivery } from '#dispatcher';
import { errorBody } from '../http-error.js';
import { duration, wholeNumber } from '../rest/schemas.js';
import { deliveryJson, deliverySummary } from './delivery-json.js';
import { criteriaOf, differences } from './delivery-matcher.js';

/** How many of the newest deliveries are looked through. */
const MOST_CANDIDATES = 1_000;
const MOST_MISSES = 5;

const Wait = z
  .looseObject({ count: wholeNumber(1, MOST_CANDIDATES), timeout: duration(600_000) })
  .transform(({ count = 1, timeout = 10_000, ...query }) => ({
    count,
    timeoutMs: timeout,
    criteria: criteriaOf(query),
  }));
type Wait = z.output<typeof Wait>;

@Controller('_mock/deliveries/wait')
export class WaitController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly feed: DeliveryFeed,
  ) {}

  /**
   * Answers with the oldest `count` deliveries that match, past or to come, as soon as there are so many; 408 with the
   * nearest misses when there are not within the time.
   */
  @Get()
  async wait(@Query({ schema: Wait }) wanted: Wait, @Res({ passthrough: true }) reply: FastifyReply) {
    const late = AbortSignal.timeout(wanted.timeoutMs);
    for (;;) {
      const news = this.nextNews(late);
      const candidates = await this.log.newest(MOST_CANDIDATES);
      const matching = candidates.filter((delivery) => isMatch(delivery, wanted));
      if (matching.length >= wanted.count)
        return { items: matching.slice(0, wanted.count).map(deliveryJson) };
      if (late.aborted) {
        void reply.status(408);
        return tooLate(candidates, matching.length, wanted);
      }
      await news;
    }
  }

  /** Resolves when something is put on record, or it is too late. */
  private nextNews(late: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.feed.listen(() => end());
      const end = () => {
        stop();
        late.removeEventListener('abort', end);
        resolve();
      };
      late.addEventListener('abort', end);
    });
  }
}

const isMatch = (delivery: LoggedDelivery, { criteria }: Wait): boolean =>
  Object.keys(differences(delivery, criteria)).length === 0;

function tooLate(candidates: readonly LoggedDelivery[], found: number, { count, timeoutMs, criteria }: Wait) {
  const misses = candidates
    .map((delivery) => ({ ...deliverySummary(delivery.delivery), differs: differences(delivery, criteria) }))
    .filter(({ differs }) => Object.keys(differs).length > 0)
    .sort((a, b) => Object.keys(a.differs).length - Object.keys(b.differs).length);
  const message = `${found} of ${count} deliveries within ${timeoutMs / 1000} s`;
  return { ...errorBody({ status: 408, message }), found, nearest_misses: misses.slice(0, MOST_MISSES) };
}

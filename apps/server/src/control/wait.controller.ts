import { Controller, Get, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DeliveryFeed, DeliveryLog, type DeliveryRow, type LoggedDelivery } from '#dispatcher';
import { Authenticated } from '../actor.js';
import { errorBody } from '../http-error.js';
import { duration, wholeNumber, withoutToken } from '../rest/schemas.js';
import { deliveryJson, deliverySummary } from './delivery-json.js';
import { criteriaOf, differences, matches, withPayload } from './delivery-matcher.js';

/** How many of those that were put on record last are looked through. */
const MOST_CANDIDATES = 1_000;
const MOST_MISSES = 5;

const Wait = z
  .preprocess(
    withoutToken,
    z.looseObject({ count: wholeNumber(1, MOST_CANDIDATES), timeout: duration(600_000) }),
  )
  .transform(({ count = 1, timeout = 10_000, ...query }) => ({
    count,
    timeoutMs: timeout,
    criteria: criteriaOf(query),
  }));
type Wait = z.output<typeof Wait>;

@Controller('_mock/deliveries/wait')
@UseGuards(Authenticated)
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
      const matching = await this.matching(wanted);
      if (matching.length >= wanted.count) {
        const items = await this.log.complete(matching.slice(0, wanted.count));
        return { items: items.map(deliveryJson) };
      }
      if (late.aborted) {
        void reply.status(408);
        return tooLate(
          await this.log.complete(await this.log.recorded(MOST_CANDIDATES)),
          matching.length,
          wanted,
        );
      }
      await news;
    }
  }

  /** Oldest first. Bodies are read only of what is right in all else. */
  private async matching({ criteria }: Wait): Promise<readonly DeliveryRow[]> {
    const newest = await this.log.recorded(MOST_CANDIDATES);
    const plain = criteria.filter(({ isInBody }) => !isInBody);
    const likely = newest.filter((delivery) => matches({ delivery, payload: null }, plain));
    if (plain.length === criteria.length) return likely;
    const candidates = (await this.log.complete(likely)).map(withPayload);
    return candidates.filter((each) => matches(each, criteria)).map(({ delivery }) => delivery);
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

function tooLate(candidates: readonly LoggedDelivery[], found: number, { count, timeoutMs, criteria }: Wait) {
  const misses = candidates
    .map(withPayload)
    .map((each) => ({ ...deliverySummary(each.delivery), differs: differences(each, criteria) }))
    .filter(({ differs }) => Object.keys(differs).length > 0)
    .sort((a, b) => Object.keys(a.differs).length - Object.keys(b.differs).length);
  const message = `${found} of ${count} deliveries within ${timeoutMs / 1000} s`;
  return { ...errorBody({ status: 408, message }), found, nearest_misses: misses.slice(0, MOST_MISSES) };
}

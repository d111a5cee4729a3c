import { Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DeliveryFeed, DeliveryLog, PayloadBodies, type DeliveryRow } from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { errorBody } from '../../http/errors/http-error.js';
import { duration, wholeNumber, withoutToken } from '../../rest/shared/schemas.js';
import { Stopping } from '../../process/stopping.js';
import { deliveriesPieces, deliverySummary } from '../deliveries/delivery-json.js';
import { criteriaOf, differences, type Differences } from './delivery-matcher.js';
import { nextNews } from '../shared/next-news.js';
import { listPieces } from '../shared/json-pieces.js';
import { JSON_TYPE, textStream } from '../shared/text-stream.js';

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
    ...criteriaOf(query),
  }));
type Wait = z.output<typeof Wait>;

@ControlController('deliveries/wait')
export class WaitController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly bodies: PayloadBodies,
    private readonly feed: DeliveryFeed,
    private readonly stopping: Stopping,
  ) {}

  /**
   * Answers with the oldest `count` deliveries that match, past or to come, as soon as there are so many; 408 with the
   * nearest misses when there are not within the time, 503 when the server stops.
   */
  @Get()
  async wait(@Query({ schema: Wait }) wanted: Wait, @Res({ passthrough: true }) reply: FastifyReply) {
    const { signal } = this.stopping;
    const late = AbortSignal.any([AbortSignal.timeout(wanted.timeoutMs), signal]);
    let known: BodyDifferences = new Map();
    for (;;) {
      // Asked once in a round: it must not become too late after the bodies of the misses were passed by.
      const isLate = late.aborted;
      const news = nextNews(this.feed, late);
      const newest = await this.log.recorded(MOST_CANDIDATES);
      const likely = newest.filter((delivery) => isEmpty(differences({ delivery }, wanted.plain)));
      known = await this.inspected(isLate ? newest : likely, wanted, known);
      const matching = likely.filter(({ id }) => isEmpty(known.get(id) ?? {}));
      if (matching.length >= wanted.count) {
        const found = await this.log.withBodies(matching.slice(0, wanted.count));
        void reply.type(JSON_TYPE);
        return textStream(listPieces(deliveriesPieces(found, { log: this.log, bodies: this.bodies })));
      }
      signal.throwIfAborted();
      if (isLate) {
        void reply.status(408);
        return tooLate(nearest(newest, wanted, known), matching.length, wanted);
      }
      await news;
    }
  }

  /**
   * Reads the bodies of deliveries, where they are asked for.
   * @param known of earlier rounds: a body never changes, and may be large
   */
  private async inspected(
    deliveries: readonly DeliveryRow[],
    { inBody }: Wait,
    known: BodyDifferences,
  ): Promise<BodyDifferences> {
    const differing = new Map<number, Differences>();
    if (inBody.length === 0) return differing;
    for (const { id } of deliveries) {
      const before = known.get(id);
      if (before !== undefined) differing.set(id, before);
    }
    const unread = await this.log.withBodies(deliveries.filter(({ id }) => !differing.has(id)));
    await this.bodies.inspect(unread, ({ delivery }, text) => {
      const payload: unknown = JSON.parse(text ?? 'null');
      differing.set(delivery.id, differences({ delivery, payload }, inBody));
    });
    return differing;
  }
}

/** What bodies have instead of what was asked for, by delivery. */
type BodyDifferences = ReadonlyMap<number, Differences>;

const isEmpty = (differing: Differences): boolean => Object.keys(differing).length === 0;

/** The deliveries that differ in the fewest things, and in which. */
function nearest(deliveries: readonly DeliveryRow[], { plain }: Wait, known: BodyDifferences) {
  return deliveries
    .map((delivery) => ({
      delivery,
      differs: { ...differences({ delivery }, plain), ...known.get(delivery.id) },
    }))
    .filter(({ differs }) => !isEmpty(differs))
    .sort((a, b) => Object.keys(a.differs).length - Object.keys(b.differs).length)
    .slice(0, MOST_MISSES)
    .map(({ delivery, differs }) => ({ ...deliverySummary(delivery), differs }));
}

function tooLate(misses: ReturnType<typeof nearest>, found: number, { count, timeoutMs }: Wait) {
  const message = `${found} of ${count} deliveries within ${timeoutMs / 1000} s`;
  return { ...errorBody({ status: 408, message }), found, nearest_misses: misses };
}

import { Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DeliveryFeed, DeliveryLog, PayloadBodies } from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { errorBody } from '../../http/errors/http-error.js';
import { duration, filledFilter, wholeNumber, withoutToken } from '../../rest/shared/schemas.js';
import { eventName } from '../../rest/shared/fields/event-type.js';
import { NotAwaited } from '../../http/route-pause.js';
import { Generation } from '../../snapshots/generation.js';
import { deliveriesPieces, DeliveryJson, deliverySummary } from '../deliveries/delivery-json.js';
import { criteriaOf } from './delivery-matcher.js';
import { DeliverySearch, MOST_CANDIDATES, type BodyDifferences, type Miss } from './delivery-search.js';
import { nextChange } from '../shared/next-change.js';
import { listPieces } from '../shared/json-pieces.js';
import { JSON_TYPE, textStream } from '../shared/text-stream.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

const Wait = z
  .preprocess(
    withoutToken,
    z
      .object({
        count: wholeNumber(1, MOST_CANDIDATES),
        timeout: duration(600_000),
        event: filledFilter(eventName),
      })
      .catchall(z.unknown().meta({ type: 'string' })),
  )
  .transform(({ count = 1, timeout = 10_000, event, ...query }) => ({
    count,
    timeoutMs: timeout,
    ...criteriaOf(event === undefined ? query : { event, ...query }),
  }));
type Wait = z.output<typeof Wait>;

@ControlController('deliveries/wait')
export class WaitController {
  constructor(
    private readonly search: DeliverySearch,
    private readonly log: DeliveryLog,
    private readonly bodies: PayloadBodies,
    private readonly feed: DeliveryFeed,
    private readonly generation: Generation,
  ) {}

  /**
   * Answers with the oldest `count` matching deliveries, past or future, as soon as there are enough; 408 with the
   * nearest misses when the time is over, 503 when the server stops, 409 when it is reset.
   */
  @Get()
  @Summary('Waits for deliveries')
  @Answers(() => ItemsJson(DeliveryJson()))
  @NotAwaited()
  async wait(@Query({ schema: Wait }) wanted: Wait, @Res({ passthrough: true }) reply: FastifyReply) {
    const { signal } = this.generation;
    const late = AbortSignal.any([AbortSignal.timeout(wanted.timeoutMs), signal]);
    let known: BodyDifferences = new Map();
    for (;;) {
      // Checked once per round, so that the time limit does not strike between matches and misses.
      const isLate = late.aborted;
      const change = nextChange(this.feed, late);
      const newest = await this.search.newest();
      const found = await this.search.matching(newest, wanted, known);
      known = found.known;
      if (found.matching.length >= wanted.count) {
        const answer = await this.log.withBodies(found.matching.slice(0, wanted.count));
        void reply.type(JSON_TYPE);
        return textStream(listPieces(deliveriesPieces(answer, { log: this.log, bodies: this.bodies })));
      }
      signal.throwIfAborted();
      if (isLate) {
        void reply.status(408);
        return tooLate(await this.search.nearest(newest, wanted, known), found.matching.length, wanted);
      }
      await change;
    }
  }
}

function tooLate(misses: readonly Miss[], found: number, { count, timeoutMs }: Wait) {
  const message = `${found} of ${count} deliveries within ${timeoutMs / 1000} s`;
  const nearest = misses.map(({ delivery, differs }) => ({ ...deliverySummary(delivery), differs }));
  return { ...errorBody({ status: 408, message }), found, nearest_misses: nearest };
}

import { Get, Header, Query } from '@nestjs/common';
import { DeliveryLog, PayloadBodies } from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { ControlLimits } from '../shared/control-limits.js';
import { countWithin } from '../shared/count-within.js';
import { cursorPage } from '../shared/cursor-page.js';
import { DeliveryQuery } from './delivery-query.js';
import { harPieces } from './har.js';
import { JSON_TYPE, textStream } from '../shared/text-stream.js';
import { Answers } from '../../rest/shared/answers.js';
import { HarJson } from './har-json.js';
import { Summary } from '../../http/described.js';

@ControlController('deliveries.har')
export class HarController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly bodies: PayloadBodies,
    private readonly limits: ControlLimits,
  ) {}

  /** A page of the log like that of `_mock/deliveries`, oldest first, as an HTTP archive. */
  @Get()
  @Summary('Shows deliveries as an HTTP archive')
  @Answers(HarJson)
  @Header('Content-Type', JSON_TYPE)
  async get(@Query({ schema: DeliveryQuery }) { filter, before, limit }: DeliveryQuery) {
    const rows = await this.log.list(filter, { before, take: limit + 1 });
    const found = await this.log.withBodies(rows);
    const count = countWithin(found, { limit, pageBytes: this.limits.pageBytes });
    const { items, next } = cursorPage(found, count, {
      place: ({ delivery }) => ({ time: delivery.createdAt, id: delivery.id }),
      json: (delivery) => delivery,
    });
    return textStream(harPieces(items.toReversed(), { next, log: this.log, bodies: this.bodies }));
  }
}

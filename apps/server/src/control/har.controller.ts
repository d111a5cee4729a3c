import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { DeliveryLog } from '#dispatcher';
import { Authenticated } from '../actor.js';
import { DeliveryQuery } from './delivery-query.js';
import { har } from './har.js';

@Controller('_mock/deliveries.har')
@UseGuards(Authenticated)
export class HarController {
  constructor(private readonly log: DeliveryLog) {}

  /** The same page of the log as `_mock/deliveries`, oldest first, as an HTTP archive. */
  @Get()
  async get(@Query({ schema: DeliveryQuery }) { filter, before, limit }: DeliveryQuery) {
    const rows = await this.log.list(filter, { before, take: limit });
    return har(await this.log.complete(rows.toReversed()));
  }
}

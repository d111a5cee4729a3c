import { Controller, Get, Header, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { DeliveryLog, Redelivery, type DeliveryRow } from '#dispatcher';
import { ForgeError, quoted } from '#domain';
import { Authenticated } from '../actor.js';
import { cursorPage } from './cursor-page.js';
import { curlCommand } from './curl-command.js';
import { deliveryJson, deliverySummary } from './delivery-json.js';
import { DeliveryQuery, RedeliveryQuery } from './delivery-query.js';

@Controller('_mock/deliveries')
@UseGuards(Authenticated)
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly redelivery: Redelivery,
  ) {}

  @Get()
  async list(@Query({ schema: DeliveryQuery }) { filter, before, limit }: DeliveryQuery) {
    const found = await this.log.list(filter, { before, take: limit + 1 });
    const place = ({ createdAt, id }: DeliveryRow) => ({ time: createdAt, id });
    return cursorPage(found, limit, { place, json: deliverySummary });
  }

  /** The command that sends it again. */
  @Get(':id/curl')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async curl(@Param('id') id: string) {
    const command = curlCommand(await this.log.get(id));
    if (command === null) throw new ForgeError('conflict', `Delivery ${quoted(id)} has not been sent yet`);
    return `${command}\n`;
  }

  /** All that match, in the order in which they were sent first. */
  @Post('redeliver')
  @HttpCode(202)
  async redeliverAll(@Query({ schema: RedeliveryQuery }) filter: RedeliveryQuery) {
    return { redelivered: await this.redelivery.matching(filter) };
  }

  @Post(':id/redeliver')
  @HttpCode(202)
  async redeliver(@Param('id') id: string) {
    return deliverySummary(await this.redelivery.one(id));
  }

  @Get(':id')
  async get(@Param('id') id: string) {
    return deliveryJson(await this.log.get(id));
  }
}

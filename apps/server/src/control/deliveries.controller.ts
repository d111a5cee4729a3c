import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { DELIVERY_STATUSES, DeliveryLog } from '#dispatcher';
import { EVENT_NAMES } from '#payloads';
import { choice, text, wholeNumber } from '../rest/schemas.js';
import { deliveryJson, deliverySummary } from './delivery-json.js';

const HIGHEST = Number.MAX_SAFE_INTEGER;

const DeliveryQuery = z.object({
  repository: text(300),
  hook: wholeNumber(1, HIGHEST),
  event: choice(...EVENT_NAMES),
  status: choice(...DELIVERY_STATUSES),
  cursor: wholeNumber(1, HIGHEST),
  limit: wholeNumber(1, 1_000),
});
type DeliveryQuery = z.output<typeof DeliveryQuery>;

@Controller('_mock/deliveries')
export class DeliveriesController {
  constructor(private readonly log: DeliveryLog) {}

  @Get()
  async list(@Query({ schema: DeliveryQuery }) query: DeliveryQuery) {
    const { repository, hook, event, status, cursor, limit = 50 } = query;
    const filter = { repository, hookId: hook, eventName: event, status };
    // One more than asked for tells whether there is a next page.
    const found = await this.log.list(filter, { before: cursor ?? null, take: limit + 1 });
    const items = found.slice(0, limit);
    return {
      items: items.map(deliverySummary),
      next: found.length > limit ? String(items.at(-1)?.id) : null,
    };
  }

  @Get(':id')
  async get(@Param('id') id: string) {
    return deliveryJson(await this.log.get(id));
  }
}

import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { EventLog } from '#dispatcher';
import { Authenticated } from '../actor.js';
import { text, wholeNumber } from '../rest/schemas.js';
import { cursorPage } from './cursor-page.js';
import { eventJson } from './event-json.js';

const EventQuery = z.object({
  repository: text(300),
  cursor: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  limit: wholeNumber(1, 1_000),
});
type EventQuery = z.output<typeof EventQuery>;

@Controller('_mock/events')
@UseGuards(Authenticated)
export class EventsController {
  constructor(private readonly log: EventLog) {}

  /** What happened, newest first, whether or not a hook wanted it. */
  @Get()
  async list(@Query({ schema: EventQuery }) { repository, cursor, limit = 50 }: EventQuery) {
    const found = await this.log.list({ repository }, { before: cursor ?? null, take: limit + 1 });
    return cursorPage(found, limit, { id: ({ event }) => event.id, json: eventJson });
  }
}

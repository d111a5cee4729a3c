import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { EventLog, type LoggedEvent } from '#dispatcher';
import { Authenticated } from '../actor.js';
import { text, wholeNumber } from '../rest/schemas.js';
import { cursor } from './cursor.js';
import { cursorPage } from './cursor-page.js';
import { eventJson } from './event-json.js';

const EventQuery = z.object({
  repository: text(300),
  cursor,
  limit: wholeNumber(1, 1_000),
});
type EventQuery = z.output<typeof EventQuery>;

@Controller('_mock/events')
@UseGuards(Authenticated)
export class EventsController {
  constructor(private readonly log: EventLog) {}

  /** What happened, newest first, whether or not a hook wanted it. */
  @Get()
  async list(@Query({ schema: EventQuery }) { repository, cursor: before, limit = 50 }: EventQuery) {
    const found = await this.log.list({ repository }, { before, take: limit + 1 });
    const place = ({ event }: LoggedEvent) => ({ time: event.happenedAt, id: event.id });
    return cursorPage(found, limit, { place, json: eventJson });
  }
}

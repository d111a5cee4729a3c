import { Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import { EventLog, PayloadBodies, type LoggedEvent } from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { ControlLimits } from '../shared/control-limits.js';
import { text, wholeNumber } from '../../rest/shared/schemas.js';
import { cursor } from '../shared/cursor.js';
import { countWithin } from '../shared/count-within.js';
import { cursorPage } from '../shared/cursor-page.js';
import { EventJson, eventsPieces } from './event-json.js';
import { listPieces } from '../shared/json-pieces.js';
import { JSON_TYPE, textStream } from '../shared/text-stream.js';
import { Answers } from '../../rest/shared/answers.js';
import { CursorPageJson } from '../shared/json-schemas.js';

const EventQuery = z.object({
  repository: text(300),
  cursor,
  limit: wholeNumber(1, 1_000),
});
type EventQuery = z.output<typeof EventQuery>;

@ControlController('events')
export class EventsController {
  constructor(
    private readonly log: EventLog,
    private readonly bodies: PayloadBodies,
    private readonly limits: ControlLimits,
  ) {}

  /** What happened, newest first, whether or not a hook wanted it. */
  @Get()
  @Answers(() => CursorPageJson(EventJson()))
  @Header('Content-Type', JSON_TYPE)
  async list(@Query({ schema: EventQuery }) { repository, cursor: before, limit = 50 }: EventQuery) {
    const found = await this.log.list({ repository }, { before, take: limit + 1 });
    const count = countWithin(found, { limit, pageBytes: this.limits.pageBytes });
    const place = ({ event }: LoggedEvent) => ({ time: event.happenedAt, id: event.id });
    const { items, next } = cursorPage(found, count, { place, json: (event) => event });
    return textStream(listPieces(eventsPieces(items, this.bodies), { next }));
  }
}

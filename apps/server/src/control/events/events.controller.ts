import { Get, Header, Param, Query } from '@nestjs/common';
import { EventLog, PayloadBodies, type LoggedEvent } from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { ControlLimits } from '../shared/control-limits.js';
import { PathId } from '../../rest/shared/schemas.js';
import { countWithin } from '../shared/count-within.js';
import { cursorPage } from '../shared/cursor-page.js';
import { EventJson, eventPieces, eventsPieces } from './event-json.js';
import { EventQuery } from './event-query.js';
import { listPieces } from '../shared/json-pieces.js';
import { JSON_TYPE, textStream } from '../shared/text-stream.js';
import { Answers } from '../../rest/shared/answers.js';
import { CursorPageJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

@ControlController('events')
export class EventsController {
  constructor(
    private readonly log: EventLog,
    private readonly bodies: PayloadBodies,
    private readonly limits: ControlLimits,
  ) {}

  /** Events, newest first, with or without deliveries. */
  @Get()
  @Summary('Lists events, and which hooks got them')
  @Answers(() => CursorPageJson(EventJson()))
  @Header('Content-Type', JSON_TYPE)
  async list(@Query({ schema: EventQuery }) { filter, before, limit }: EventQuery) {
    const found = await this.log.list(filter, { before, take: limit + 1 });
    const count = countWithin(found, { limit, pageBytes: this.limits.pageBytes });
    const place = ({ event }: LoggedEvent) => ({ time: event.happenedAt, id: event.id });
    const { items, next } = cursorPage(found, count, { place, json: (event) => event });
    return textStream(listPieces(eventsPieces(items, this.bodies), { next }));
  }

  @Get(':id')
  @Summary('Shows an event with its payload')
  @Answers(EventJson)
  @Header('Content-Type', JSON_TYPE)
  async get(@Param({ schema: PathId }) { id }: PathId) {
    const event = await this.log.get(id);
    return textStream(eventPieces(event, event.body && this.bodies.read(event.body)));
  }
}

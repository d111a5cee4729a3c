import { Controller, Get, Headers, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeliveryFeed, EventLog, type LogEntry, type LogPosition } from '#dispatcher';
import { Authenticated } from '../actor.js';
import { attemptJson, deliverySummary } from './delivery-json.js';
import { eventJson } from './event-json.js';

const CHUNK = 100;
const HEADERS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };

/** Server-sent events: `event`, `delivery` and `attempt`, as they are put on record. */
@Controller('_mock/stream')
@UseGuards(Authenticated)
export class StreamController {
  constructor(
    private readonly log: EventLog,
    private readonly feed: DeliveryFeed,
  ) {}

  /** Begins now, or after the entry whose id is in `Last-Event-ID`. */
  @Get()
  async stream(
    @Headers('last-event-id') lastId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (request.method === 'HEAD') {
      await reply.headers(HEADERS).send();
      return;
    }
    let position = parsePosition(lastId) ?? (await this.log.end());
    let wake = () => {};
    const stop = this.feed.listen(() => wake());
    const gone = new AbortController();
    request.raw.on('close', () => {
      gone.abort();
      wake();
    });
    reply.hijack();
    reply.raw.writeHead(200, HEADERS);
    reply.raw.write(': listening\n\n');
    while (!gone.signal.aborted) {
      const news = new Promise<void>((resolve) => (wake = resolve));
      const entries = await this.log.after(position, CHUNK);
      for (const entry of entries) reply.raw.write(text(entry));
      position = entries.at(-1)?.position ?? position;
      if (entries.length === 0) await news;
    }
    stop();
  }
}

const text = (entry: LogEntry): string => {
  const { event, delivery, attempt } = entry.position;
  return `id: ${event}.${delivery}.${attempt}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entryJson(entry))}\n\n`;
};

function entryJson(entry: LogEntry) {
  switch (entry.kind) {
    case 'event':
      return eventJson(entry.event);
    case 'delivery':
      return deliverySummary(entry.delivery);
    case 'attempt':
      return { delivery: entry.delivery?.uuid ?? null, ...attemptJson(entry.attempt) };
  }
}

/** Null for what is not an id of ours. */
function parsePosition(id: string | undefined): LogPosition | null {
  const [, event, delivery, attempt] = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(id ?? '') ?? [];
  return event === undefined
    ? null
    : { event: Number(event), delivery: Number(delivery), attempt: Number(attempt) };
}

import { Get, Headers, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  DeliveryFeed,
  EventLog,
  PayloadBodies,
  type LogEntry,
  type LogPosition,
  type BodyPieces,
} from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { ControlLimits } from '../shared/control-limits.js';
import { Stopping } from '../../process/stopping.js';
import { attemptJson, deliverySummary } from '../deliveries/delivery-json.js';
import { eventPieces } from '../events/event-json.js';
import { writeTo } from './patient-write.js';
import { joined } from '../shared/text-stream.js';

const CHUNK = 100;
const HEADERS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };

/**
 * Server-sent events: `event`, `delivery` and `attempt`, as they are put on record. Not by Nest's `@Sse()`, which takes whole
 * messages as they come: a body goes out in pieces here, waits for its reader, and a reader who takes in nothing is cut off.
 */
@ControlController('stream')
export class StreamController {
  constructor(
    private readonly log: EventLog,
    private readonly bodies: PayloadBodies,
    private readonly feed: DeliveryFeed,
    private readonly limits: ControlLimits,
    private readonly stopping: Stopping,
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
    const response = reply.raw;
    const end = () => wake();
    response.on('close', end);
    this.stopping.signal.addEventListener('abort', end);
    reply.hijack();
    response.writeHead(200, HEADERS);
    response.write(': listening\n\n');
    try {
      while (!response.destroyed && !this.stopping.signal.aborted) {
        const news = new Promise<void>((resolve) => (wake = resolve));
        const entries = await this.log.after(position, CHUNK);
        for await (const piece of joined(this.pieces(entries)))
          if (!(await writeTo(response, piece, this.limits.streamPatienceMs))) return;
        position = entries.at(-1)?.position ?? position;
        if (entries.length === 0) await news;
      }
      response.end();
    } finally {
      stop();
      this.stopping.signal.removeEventListener('abort', end);
    }
  }

  private async *pieces(entries: readonly LogEntry[]): AsyncGenerator<string> {
    const withBodies = entries.map((entry) => ({
      entry,
      body: entry.kind === 'event' ? entry.event.body : null,
    }));
    for await (const [{ entry }, body] of this.bodies.eachWithBody(withBodies)) {
      const { event, delivery, attempt } = entry.position;
      yield `id: ${event}.${delivery}.${attempt}\nevent: ${entry.kind}\ndata: `;
      yield* entryPieces(entry, body);
      yield '\n\n';
    }
  }
}

function entryPieces(entry: LogEntry, body: BodyPieces | null): BodyPieces {
  switch (entry.kind) {
    case 'event':
      return eventPieces(entry.event, body);
    case 'delivery':
      return [JSON.stringify(deliverySummary(entry.delivery))];
    case 'attempt':
      return [JSON.stringify({ delivery: entry.delivery?.uuid ?? null, ...attemptJson(entry.attempt) })];
  }
}

/** Null for what is not an id of ours. */
function parsePosition(id: string | undefined): LogPosition | null {
  const [, event, delivery, attempt] = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(id ?? '') ?? [];
  return event === undefined
    ? null
    : { event: Number(event), delivery: Number(delivery), attempt: Number(attempt) };
}

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
import { isHead } from '../../http/head-requests.js';
import { NotAwaited } from '../../http/route-pause.js';
import { Generation } from '../../snapshots/generation.js';
import { Stopping } from '../../process/stopping/stopping.js';
import { attemptJson, deliverySummary } from '../deliveries/delivery-json.js';
import { eventPieces } from '../events/event-json.js';
import { writeWithTimeout } from './write-with-timeout.js';
import { joined } from '../shared/text-stream.js';
import { AnswersIn } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const CHUNK = 100;
const HEADERS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };

/**
 * Server-sent events: `event`, `delivery` and `attempt`, as they are recorded, and `reset`. Nest's `@Sse()` takes
 * whole messages; here a large body is sent in pieces, at the reader's pace, and the connection of a client that
 * reads nothing is closed.
 */
@ControlController('stream')
export class StreamController {
  constructor(
    private readonly log: EventLog,
    private readonly bodies: PayloadBodies,
    private readonly feed: DeliveryFeed,
    private readonly limits: ControlLimits,
    private readonly stopping: Stopping,
    private readonly generation: Generation,
  ) {}

  /** Starts now, or after the entry in `Last-Event-ID`; after a reset, with everything new since then. */
  @Get()
  @Summary('Streams events and deliveries as server-sent events')
  @AnswersIn(['text/event-stream'])
  @NotAwaited()
  async stream(
    @Headers('last-event-id') lastId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (isHead(request.raw)) {
      await reply.headers(HEADERS).send();
      return;
    }
    let { generation, position } = await this.placeAfter(lastId);
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
        const change = new Promise<void>((resolve) => (wake = resolve));
        if (generation !== this.generation.number) {
          generation = this.generation.number;
          position = this.generation.start;
          if (
            !(await writeWithTimeout(response, resetText(generation, position), this.limits.streamTimeoutMs))
          )
            return;
        }
        const entries = await this.log.after(position, CHUNK);
        for await (const piece of joined(this.pieces(entries, generation)))
          if (!(await writeWithTimeout(response, piece, this.limits.streamTimeoutMs))) return;
        position = entries.at(-1)?.position ?? position;
        if (entries.length === 0) await change;
      }
      response.end();
    } finally {
      stop();
      this.stopping.signal.removeEventListener('abort', end);
    }
  }

  /** A position that this log has not reached is one of another server's log, of no generation here. */
  private async placeAfter(lastId: string | undefined): Promise<Place> {
    const place = parsePlace(lastId);
    if (place === null) return { generation: this.generation.number, position: await this.log.end() };
    return (await this.generation.hasReached(place.position)) ? place : { ...place, generation: null };
  }

  private async *pieces(entries: readonly LogEntry[], generation: number): AsyncGenerator<string> {
    const withBodies = entries.map((entry) => ({
      entry,
      body: entry.kind === 'event' ? entry.event.body : null,
    }));
    for await (const [{ entry }, body] of this.bodies.eachWithBody(withBodies)) {
      yield `id: ${placeText(generation, entry.position)}\nevent: ${entry.kind}\ndata: `;
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

/** The log's ids start again after a reset, so a position contains its generation; the first generation has none. */
interface Place {
  /** Null for that of another server. */
  readonly generation: number | null;
  readonly position: LogPosition;
}

const placeText = (generation: number, { event, delivery, attempt }: LogPosition): string =>
  `${event}.${delivery}.${attempt}${generation === 0 ? '' : `.${generation}`}`;

const PLACE = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:\.(\d{1,15}))?$/;

/** Null for an invalid id. */
function parsePlace(id: string | undefined): Place | null {
  const [, event, delivery, attempt, generation = 0] = PLACE.exec(id ?? '') ?? [];
  if (event === undefined) return null;
  const position = { event: Number(event), delivery: Number(delivery), attempt: Number(attempt) };
  return { generation: Number(generation), position };
}

/** The log no longer has the earlier entries. */
const resetText = (generation: number, position: LogPosition): string =>
  `id: ${placeText(generation, position)}\nevent: reset\ndata: ${JSON.stringify({ generation })}\n\n`;

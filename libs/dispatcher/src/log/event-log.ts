import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThan, Raw, type Repository as Table } from 'typeorm';
import { ForgeError, type EventName } from '#domain';
import { AttemptRow, ATTEMPT_SUMMARY, type AttemptSummary } from './attempt.entity.js';
import { DeliveryRow, type DeliveryStatus } from './delivery.entity.js';
import { EventRow } from './event.entity.js';
import { newestFirst, type LogPage } from './newest-first.js';
import { PayloadBodies, type StoredBody } from './payload-bodies.js';
import { PayloadRow } from './payload.entity.js';

/** An event, whether or not a hook gets it. */
export interface LoggedEvent {
  readonly event: EventRow;
  /** The body in the default dialect; in another where that has none. */
  readonly body: StoredBody | null;
  /** The delivery ids that receivers see, in the order in which they are sent. */
  readonly deliveries: readonly string[];
}

/** A position in the log: the newest row of each kind that a reader has seen. */
export interface LogPosition {
  readonly event: number;
  readonly delivery: number;
  readonly attempt: number;
}

/** Something new, with the position after it. */
export type LogEntry = { readonly position: LogPosition } & (
  | { readonly kind: 'event'; readonly event: LoggedEvent }
  | { readonly kind: 'delivery'; readonly delivery: DeliveryRow }
  | { readonly kind: 'attempt'; readonly attempt: AttemptSummary; readonly delivery: DeliveryRow | undefined }
);

export interface EventFilter {
  /** `owner/repo`, in any case. */
  readonly repository?: string | undefined;
  readonly eventName?: EventName | undefined;
  /** Of one of its deliveries; where both are given, of the same one. */
  readonly hookId?: number | undefined;
  readonly status?: DeliveryStatus | undefined;
}

/** Reads recorded events. */
@Injectable()
export class EventLog {
  constructor(
    @InjectRepository(EventRow) private readonly events: Table<EventRow>,
    private readonly bodies: PayloadBodies,
    @InjectRepository(DeliveryRow) private readonly deliveries: Table<DeliveryRow>,
    @InjectRepository(AttemptRow) private readonly attempts: Table<AttemptRow>,
  ) {}

  /** Newest first. */
  async list({ repository, eventName, hookId, status }: EventFilter, page: LogPage): Promise<LoggedEvent[]> {
    const query = this.events
      .createQueryBuilder('event')
      .where(repository === undefined ? {} : { repository: inAnyCase(repository) });
    if (eventName !== undefined) query.andWhere({ eventName });
    const wanted = [
      ...(hookId === undefined ? [] : ['d.hook_id = :hookId']),
      ...(status === undefined ? [] : ['d.status = :status']),
    ];
    if (wanted.length > 0)
      query.andWhere(`EXISTS (${DELIVERIES_OF_EVENT} AND ${wanted.join(' AND ')})`, { hookId, status });
    return this.withPayloads(await newestFirst(query, 'happenedAt', page));
  }

  /** @throws ForgeError `not_found` */
  async row(id: number): Promise<EventRow> {
    const event = await this.events.findOneBy({ id });
    if (event !== null) return event;
    throw new ForgeError('not_found', `Event ${id} does not exist`);
  }

  /** @throws ForgeError `not_found` */
  async get(id: number): Promise<LoggedEvent> {
    const [event] = await this.withPayloads([await this.row(id)]);
    if (event === undefined) throw new Error(`event ${id} has vanished`);
    return event;
  }

  /** The position after the newest entry. */
  async end(): Promise<LogPosition> {
    return {
      event: (await this.events.maximum('id')) ?? 0,
      delivery: (await this.deliveries.maximum('id')) ?? 0,
      attempt: (await this.attempts.maximum('id')) ?? 0,
    };
  }

  /** In the order of recording. At most `take` of each kind: events, then deliveries, then attempts. */
  async after(start: LogPosition, take: number): Promise<LogEntry[]> {
    const newest = { order: { id: 'ASC' }, take } as const;
    const events = await this.events.find({ where: { id: MoreThan(start.event) }, ...newest });
    const deliveries = await this.deliveries.find({ where: { id: MoreThan(start.delivery) }, ...newest });
    const attempts = await this.attempts.find({
      select: ATTEMPT_SUMMARY,
      where: { id: MoreThan(start.attempt) },
      ...newest,
    });
    const ids = attempts.map(({ deliveryId }) => deliveryId);
    const tried = new Map((await this.deliveries.findBy({ id: In(ids) })).map((row) => [row.id, row]));
    let position = start;
    const entries: LogEntry[] = [];
    for (const event of await this.withPayloads(events)) {
      position = { ...position, event: event.event.id };
      entries.push({ kind: 'event', event, position });
    }
    for (const delivery of deliveries) {
      position = { ...position, delivery: delivery.id };
      entries.push({ kind: 'delivery', delivery, position });
    }
    for (const attempt of attempts) {
      position = { ...position, attempt: attempt.id };
      entries.push({ kind: 'attempt', attempt, delivery: tried.get(attempt.deliveryId), position });
    }
    return entries;
  }

  private async withPayloads(rows: readonly EventRow[]): Promise<LoggedEvent[]> {
    const stored = await this.bodies.stored({ by: 'eventId', ids: rows.map(({ id }) => id) });
    // The first body of each event is in the default dialect.
    const byEvent = new Map(stored.toReversed().map((payload) => [payload.eventId, payload]));
    const deliveries = await this.deliveriesOf(rows);
    return rows.map((event) => ({
      event,
      body: byEvent.get(event.id) ?? null,
      deliveries: deliveries.get(event.id) ?? [],
    }));
  }

  /** By event. */
  private async deliveriesOf(events: readonly EventRow[]): Promise<ReadonlyMap<number, readonly string[]>> {
    const found = new Map<number, string[]>(events.map(({ id }) => [id, []]));
    if (events.length === 0) return found;
    const rows = await this.deliveries
      .createQueryBuilder('delivery')
      .select(['delivery.id', 'delivery.uuid', 'delivery.eventId'])
      .innerJoin(PayloadRow, 'payload', 'payload.id = delivery.payloadId')
      .where('payload.eventId IN (:...ids)', { ids: [...found.keys()] })
      .orderBy('delivery.id', 'ASC')
      .getMany();
    for (const { eventId, uuid } of rows) found.get(eventId)?.push(uuid);
    return found;
  }
}

/** Uses the existing indices: a delivery is found by its payload. */
const DELIVERIES_OF_EVENT =
  'SELECT 1 FROM payloads p JOIN deliveries d ON d.payload_id = p.id WHERE p.event_id = event.id';

const inAnyCase = (name: string) => Raw((column) => `LOWER(${column}) = :name`, { name: name.toLowerCase() });

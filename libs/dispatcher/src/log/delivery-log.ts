import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThan, Raw, type EntityManager, type Repository as Table } from 'typeorm';
import { ForgeError, quoted } from '#domain';
import { AttemptRow, ATTEMPT_SUMMARY, type AttemptSummary } from './attempt.entity.js';
import { DeliveryRow, type DeliveryStatus } from './delivery.entity.js';
import { EventRow } from './event.entity.js';
import { newestFirst, type LogPage } from './newest-first.js';
import { PayloadRow } from './payload.entity.js';
import { PayloadBodies, type StoredBody } from './payload-bodies.js';

export interface DeliveryFilter {
  /** `owner/repo`, any case. */
  readonly repository?: string | undefined;
  readonly hookId?: number | undefined;
  readonly eventName?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly eventIds?: readonly number[] | undefined;
}

/** The condition for the rows that match a filter. */
export const deliveriesMatching = ({ repository, hookId, eventName, status, eventIds }: DeliveryFilter) => ({
  ...(repository === undefined ? {} : { repositoryKey: repository.toLowerCase() }),
  ...(hookId === undefined ? {} : { hookId }),
  ...(eventName === undefined ? {} : { eventName }),
  ...(status === undefined ? {} : { status }),
  ...(eventIds === undefined ? {} : { payloadId: Raw(ofEvents, { eventIds }) }),
});

/** There is an index of payloads by event, and one of deliveries by payload. */
const ofEvents = (payloadId: string): string =>
  `${payloadId} IN (SELECT id FROM payloads WHERE event_id IN (:...eventIds))`;

/** A delivery and its body, which may be large. */
export interface StoredDelivery {
  readonly delivery: DeliveryRow;
  readonly body: StoredBody | null;
}

/** A delivery with its attempts. */
export interface LoggedDelivery extends StoredDelivery {
  /** Oldest first. */
  readonly attempts: readonly AttemptSummary[];
  readonly latest: AttemptRow | null;
}

/** Attempts read at once: each has headers and a body. */
const ATTEMPTS_AT_ONCE = 100;

/** Reads recorded deliveries. */
@Injectable()
export class DeliveryLog {
  constructor(
    @InjectRepository(DeliveryRow) private readonly deliveries: Table<DeliveryRow>,
    private readonly bodies: PayloadBodies,
    @InjectRepository(AttemptRow) private readonly attempts: Table<AttemptRow>,
  ) {}

  /** Newest first. */
  async list(filter: DeliveryFilter, page: LogPage): Promise<DeliveryRow[]> {
    const query = this.deliveries.createQueryBuilder('delivery').where(deliveriesMatching(filter));
    return newestFirst(query, 'createdAt', page);
  }

  /** The last recorded ones, in that order. */
  async recorded(take: number): Promise<DeliveryRow[]> {
    return (await this.deliveries.find({ order: { id: 'DESC' }, take })).reverse();
  }

  /** In the order of `deliveries`. */
  async withBodies(deliveries: readonly DeliveryRow[]): Promise<StoredDelivery[]> {
    const ids = [...new Set(deliveries.map(({ payloadId }) => payloadId))];
    const stored = await this.bodies.stored({ by: 'id', ids });
    const bodies = new Map(stored.map((body) => [body.payloadId, body]));
    return deliveries.map((delivery) => ({ delivery, body: bodies.get(delivery.payloadId) ?? null }));
  }

  async complete(stored: StoredDelivery): Promise<LoggedDelivery> {
    const page = { where: { deliveryId: stored.delivery.id }, order: { id: 'ASC' } } as const;
    const attempts = await this.attempts.find({ select: ATTEMPT_SUMMARY, ...page });
    const latestId = attempts.at(-1)?.id;
    const latest = latestId === undefined ? null : await this.attempts.findOneBy({ id: latestId });
    return { ...stored, attempts, latest };
  }

  /** Oldest first, with headers and bodies. */
  async *attemptsOf({ id: deliveryId }: DeliveryRow): AsyncGenerator<AttemptRow> {
    for (let after = 0; ;) {
      const page = await this.attempts.find({
        where: { deliveryId, id: MoreThan(after) },
        order: { id: 'ASC' },
        take: ATTEMPTS_AT_ONCE,
      });
      yield* page;
      if (page.length < ATTEMPTS_AT_ONCE) return;
      after = page.at(-1)?.id ?? after;
    }
  }

  /** @param manager of the transaction that needs it, if any @throws ForgeError `not_found` */
  async row(uuid: string, manager: EntityManager = this.deliveries.manager): Promise<DeliveryRow> {
    const delivery = await manager.findOneBy(DeliveryRow, { uuid });
    if (delivery !== null) return delivery;
    throw new ForgeError('not_found', `Delivery ${quoted(uuid)} does not exist`);
  }

  /** @throws ForgeError `not_found` */
  async get(uuid: string): Promise<LoggedDelivery> {
    const [stored] = await this.withBodies([await this.row(uuid)]);
    if (stored === undefined) throw new Error(`delivery ${uuid} has vanished`);
    return this.complete(stored);
  }

  /** The newest attempt of each delivery that has been sent, by the delivery's id. */
  async latestAttempts(deliveries: readonly DeliveryRow[]): Promise<ReadonlyMap<number, AttemptSummary>> {
    if (deliveries.length === 0) return new Map();
    const newest = await this.attempts
      .createQueryBuilder('attempt')
      .select('MAX(attempt.id)', 'id')
      .where({ deliveryId: In(deliveries.map(({ id }) => id)) })
      .groupBy('attempt.deliveryId')
      .getRawMany<{ id: number }>();
    const where = { id: In(newest.map(({ id }) => id)) };
    const found = await this.attempts.find({ select: ATTEMPT_SUMMARY, where });
    return new Map(found.map((attempt) => [attempt.deliveryId, attempt]));
  }

  /** Each hook's newest delivery that has an outcome; hooks without one are missing. */
  async latest(hookIds: readonly number[]): Promise<ReadonlyMap<number, DeliveryRow>> {
    if (hookIds.length === 0) return new Map();
    // For each hook, the last entry of the index of its deliveries with an outcome, however many there are.
    const found = await this.deliveries.sql<{ id: number | null }[]>`
      SELECT (
        SELECT delivery.id FROM deliveries delivery
        WHERE delivery.hook_id = hook.id AND delivery.status <> 'pending' AND delivery.status IN ('delivered', 'failed')
        ORDER BY delivery.id DESC LIMIT 1
      ) AS id
      FROM hooks hook WHERE hook.id IN (${() => [...hookIds]})`;
    const newest = found.flatMap(({ id }) => id ?? []);
    if (newest.length === 0) return new Map();
    const rows = await this.deliveries.findBy({ id: In(newest) });
    return new Map(rows.map((row) => [row.hookId, row]));
  }

  /** How many deliveries that match a filter are pending. */
  pendingCount(filter: DeliveryFilter): Promise<number> {
    return this.deliveries.countBy(deliveriesMatching({ ...filter, status: 'pending' }));
  }

  /** The deliveries of an event, in the order in which they are sent. @param key of the event */
  async causedBy(key: string): Promise<DeliveryRow[]> {
    return this.deliveries
      .createQueryBuilder('delivery')
      .innerJoin(PayloadRow, 'payload', 'payload.id = delivery.payloadId')
      .innerJoin(EventRow, 'event', 'event.id = payload.eventId')
      .where('event.key = :key', { key })
      .orderBy('delivery.id', 'ASC')
      .getMany();
  }

  /** The pending ones, in the order in which they are to be sent. */
  async pending(): Promise<DeliveryRow[]> {
    return this.deliveries.find({
      select: { id: true, hookId: true, repository: true },
      where: { status: 'pending' },
      order: { id: 'ASC' },
    });
  }
}

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository as Table } from 'typeorm';
import { ForgeError, quoted } from '#domain';
import { AttemptRow } from './attempt.entity.js';
import { DeliveryRow, type DeliveryStatus } from './delivery.entity.js';
import { newestFirst, type LogPage } from './newest-first.js';
import { PayloadRow } from './payload.entity.js';

export interface DeliveryFilter {
  /** `owner/repo`, any case. */
  readonly repository?: string | undefined;
  readonly hookId?: number | undefined;
  readonly eventName?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
}

/** The rows that a filter means. */
export const deliveriesMatching = ({ repository, hookId, eventName, status }: DeliveryFilter) => ({
  ...(repository === undefined ? {} : { repositoryKey: repository.toLowerCase() }),
  ...(hookId === undefined ? {} : { hookId }),
  ...(eventName === undefined ? {} : { eventName }),
  ...(status === undefined ? {} : { status }),
});

/** A delivery with its exact body and all that came of it, oldest attempt first. */
export interface LoggedDelivery {
  readonly delivery: DeliveryRow;
  readonly body: string;
  readonly attempts: readonly AttemptRow[];
}

/** Reads what is on record of deliveries. */
@Injectable()
export class DeliveryLog {
  constructor(
    @InjectRepository(DeliveryRow) private readonly deliveries: Table<DeliveryRow>,
    @InjectRepository(PayloadRow) private readonly payloads: Table<PayloadRow>,
    @InjectRepository(AttemptRow) private readonly attempts: Table<AttemptRow>,
  ) {}

  /** Newest first. */
  async list(filter: DeliveryFilter, page: LogPage): Promise<DeliveryRow[]> {
    const query = this.deliveries.createQueryBuilder('delivery').where(deliveriesMatching(filter));
    return newestFirst(query, 'createdAt', page);
  }

  /** The last that were put on record, in that order. */
  async recorded(take: number): Promise<DeliveryRow[]> {
    return (await this.deliveries.find({ order: { id: 'DESC' }, take })).reverse();
  }

  /** In the order of `deliveries`. */
  async complete(deliveries: readonly DeliveryRow[]): Promise<LoggedDelivery[]> {
    const payloadIds = [...new Set(deliveries.map(({ payloadId }) => payloadId))];
    const payloads = await this.payloads.findBy({ id: In(payloadIds) });
    const deliveryId = In(deliveries.map(({ id }) => id));
    const attempts = await this.attempts.find({ where: { deliveryId }, order: { id: 'ASC' } });
    const bodies = new Map(payloads.map(({ id, body }) => [id, body]));
    const byDelivery = new Map<number, AttemptRow[]>(deliveries.map(({ id }) => [id, []]));
    for (const attempt of attempts) byDelivery.get(attempt.deliveryId)?.push(attempt);
    return deliveries.map((delivery) => ({
      delivery,
      body: bodies.get(delivery.payloadId) ?? '',
      attempts: byDelivery.get(delivery.id) ?? [],
    }));
  }

  /** @throws ForgeError `not_found` */
  async row(uuid: string): Promise<DeliveryRow> {
    const delivery = await this.deliveries.findOneBy({ uuid });
    if (delivery !== null) return delivery;
    throw new ForgeError('not_found', `Delivery ${quoted(uuid)} does not exist`);
  }

  /** @throws ForgeError `not_found` */
  async get(uuid: string): Promise<LoggedDelivery> {
    const [complete] = await this.complete([await this.row(uuid)]);
    if (complete === undefined) throw new Error(`delivery ${uuid} has vanished`);
    return complete;
  }

  /** Each hook's newest delivery that has an outcome; hooks without one are missing. */
  async latest(hookIds: readonly number[]): Promise<ReadonlyMap<number, DeliveryRow>> {
    if (hookIds.length === 0) return new Map();
    const newest = await this.deliveries
      .createQueryBuilder('delivery')
      .select('MAX(delivery.id)', 'id')
      .where({ hookId: In([...hookIds]), status: In(['delivered', 'failed']) })
      .groupBy('delivery.hookId')
      .getRawMany<{ id: number }>();
    const rows = await this.deliveries.findBy({ id: In(newest.map(({ id }) => id)) });
    return new Map(rows.map((row) => [row.hookId, row]));
  }

  /** Those without an outcome, in the order in which they are to leave. */
  async pending(): Promise<DeliveryRow[]> {
    return this.deliveries.find({
      select: { id: true, hookId: true, repository: true },
      where: { status: 'pending' },
      order: { id: 'ASC' },
    });
  }
}

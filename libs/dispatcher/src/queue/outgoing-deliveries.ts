import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository as Table } from 'typeorm';
import type { EventName } from '#domain';
import { DeliveryRow } from '../log/delivery.entity.js';
import type { QueuedDelivery } from './delivery-queue.js';
import { PayloadRow } from '../log/payload.entity.js';

/** All that is needed to send a delivery, except its hook, which may still change. */
export interface OutgoingDelivery extends QueuedDelivery {
  readonly uuid: string;
  readonly eventName: EventName;
  readonly dialect: string;
  /** Deliveries with the same body share the buffer. */
  readonly body: Buffer;
  /** How many retries there were. */
  readonly retries: number;
  /** The time of the next attempt, ISO 8601 in UTC; null when it can be sent at once. */
  readonly nextAttemptAt: string | null;
}

/** Reads deliveries that are about to be sent. */
@Injectable()
export class OutgoingDeliveries {
  constructor(
    @InjectRepository(DeliveryRow) private readonly deliveries: Table<DeliveryRow>,
    @InjectRepository(PayloadRow) private readonly payloads: Table<PayloadRow>,
  ) {}

  /** In the order of `queued`; those whose rows are gone are missing. */
  async read(queued: readonly QueuedDelivery[]): Promise<OutgoingDelivery[]> {
    const rows = await this.deliveries.findBy({ id: In(queued.map(({ id }) => id)) });
    const payloadIds = [...new Set(rows.map(({ payloadId }) => payloadId))];
    const payloads = await this.payloads.findBy({ id: In(payloadIds) });
    const payloadById = new Map(
      payloads.map(({ id, eventName, body }) => [id, { eventName, body: Buffer.from(body) }]),
    );
    const rowById = new Map(rows.map((row) => [row.id, row]));
    return queued.flatMap((one): OutgoingDelivery[] => {
      const row = rowById.get(one.id);
      const payload = row && payloadById.get(row.payloadId);
      if (row === undefined || payload === undefined) return [];
      const { uuid, dialect, retries, nextAttemptAt } = row;
      return [{ ...one, ...payload, uuid, dialect, retries, nextAttemptAt }];
    });
  }
}

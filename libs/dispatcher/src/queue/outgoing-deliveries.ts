import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository as Table } from 'typeorm';
import { Hooks, type Hook } from '#webhooks';
import type { EventName } from '#domain';
import { DeliveryRow } from '../log/delivery.entity.js';
import type { QueuedDelivery } from './delivery-queue.js';
import { PayloadRow } from '../log/payload.entity.js';

/** Everything that sending needs to know. */
export interface OutgoingDelivery extends QueuedDelivery {
  readonly uuid: string;
  readonly eventName: EventName;
  readonly dialect: string;
  /** One for all deliveries that have the same. */
  readonly body: Buffer;
  /** How often it has been tried again. */
  readonly retries: number;
  /** When it is to be tried again, ISO 8601 in UTC; null when nothing keeps it waiting. */
  readonly nextAttemptAt: string | null;
  /** Null when it has been deleted. */
  readonly hook: Hook | null;
  /** The state of all hooks in which `hook` was read. */
  readonly hooksRevision: number;
}

/** What is kept in memory of deliveries that were just put on record; whatever is beyond is read from the database. */
const MOST_FRESH = 20_000;
const MOST_FRESH_BYTES = 16 * 1024 * 1024;

/** Hands out deliveries that are on record, from memory when they are fresh. */
@Injectable()
export class OutgoingDeliveries {
  private readonly fresh = new Map<number, OutgoingDelivery>();
  /** Their bodies, with the number of deliveries that have them. */
  private readonly freshBodies = new Map<Buffer, number>();
  private freshBytes = 0;

  constructor(
    @InjectRepository(DeliveryRow) private readonly deliveries: Table<DeliveryRow>,
    @InjectRepository(PayloadRow) private readonly payloads: Table<PayloadRow>,
    private readonly hooks: Hooks,
  ) {}

  /** @param deliveries just committed */
  remember(deliveries: readonly OutgoingDelivery[]): void {
    for (const delivery of deliveries) {
      const { id, body } = delivery;
      const users = this.freshBodies.get(body) ?? 0;
      const bytes = this.freshBytes + (users === 0 ? body.length : 0);
      if (this.fresh.size >= MOST_FRESH || bytes > MOST_FRESH_BYTES) return;
      this.fresh.set(id, delivery);
      this.freshBodies.set(body, users + 1);
      this.freshBytes = bytes;
    }
  }

  /** From then on all are read from the database. */
  clear(): void {
    this.fresh.clear();
    this.freshBodies.clear();
    this.freshBytes = 0;
  }

  /** In the order of `queued`; those whose rows are gone are missing. */
  async take(queued: readonly QueuedDelivery[]): Promise<OutgoingDelivery[]> {
    const stored = await this.load(queued.filter(({ id }) => !this.fresh.has(id)));
    return queued.flatMap(({ id }) => this.takeFresh(id) ?? stored.get(id) ?? []);
  }

  private takeFresh(id: number): OutgoingDelivery | undefined {
    const delivery = this.fresh.get(id);
    if (delivery === undefined) return undefined;
    this.fresh.delete(id);
    const { body } = delivery;
    const users = (this.freshBodies.get(body) ?? 1) - 1;
    if (users > 0) this.freshBodies.set(body, users);
    else {
      this.freshBodies.delete(body);
      this.freshBytes -= body.length;
    }
    return delivery;
  }

  /** The hook as it is now. */
  async hookOf(delivery: OutgoingDelivery): Promise<Hook | null> {
    if (delivery.hooksRevision === this.hooks.revision) return delivery.hook;
    return (await this.hooks.byIds([delivery.hookId])).get(delivery.hookId) ?? null;
  }

  private async load(queued: readonly QueuedDelivery[]): Promise<ReadonlyMap<number, OutgoingDelivery>> {
    if (queued.length === 0) return new Map();
    const hooksRevision = this.hooks.revision;
    const rows = await this.deliveries.findBy({ id: In(queued.map(({ id }) => id)) });
    const [payloads, hooks] = await Promise.all([
      this.payloads.findBy({ id: In([...new Set(rows.map(({ payloadId }) => payloadId))]) }),
      this.hooks.byIds(rows.map(({ hookId }) => hookId)),
    ]);
    const payloadById = new Map(
      payloads.map(({ id, eventName, body }) => [id, { eventName, body: Buffer.from(body) }]),
    );
    return new Map(
      rows.flatMap((row): [number, OutgoingDelivery][] => {
        const payload = payloadById.get(row.payloadId);
        if (payload === undefined) return [];
        const { id, uuid, hookId, repository, dialect, retries, nextAttemptAt } = row;
        const hook = hooks.get(hookId) ?? null;
        const told = { uuid, repository, dialect, ...payload };
        return [[id, { id, hookId, ...told, retries, nextAttemptAt, hook, hooksRevision }]];
      }),
    );
  }
}

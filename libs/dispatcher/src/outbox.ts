import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager, InsertResult } from 'typeorm';
import { DomainEvents, fullName, UnitOfWork, type DomainEvent } from '#domain';
import { Hooks, type Hook } from '#hooks';
import { webhook } from '#payloads';
import { DeliveryFeed } from './delivery-feed.js';
import { DeliveryRow } from './delivery.entity.js';
import { DispatchSettings } from './dispatch-settings.js';
import { Dispatcher } from './dispatcher.js';
import { EventRow } from './event.entity.js';
import { insertRows } from './insert-rows.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';
import { PayloadRow } from './payload.entity.js';

/** Puts events and the deliveries they cause on record; sending starts once they are committed. */
@Injectable()
export class Outbox extends DomainEvents<EntityManager> {
  constructor(
    private readonly hooks: Hooks,
    private readonly dispatcher: Dispatcher,
    private readonly feed: DeliveryFeed,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: DispatchSettings,
  ) {
    super();
  }

  override async publish(event: DomainEvent, tx: EntityManager): Promise<void> {
    if (await tx.existsBy(EventRow, { key: event.key })) return;
    const hooksRevision = this.hooks.revision;
    const decisions = await this.hooks.decisions(event, tx);
    const inserted = await tx.insert(EventRow, {
      key: event.key,
      kind: event.kind,
      repository: fullName(event.repository),
      happenedAt: event.at,
      decisions: JSON.stringify(
        decisions.map(({ hook, isWanted, reason }) => ({ hook_id: hook.id, is_wanted: isWanted, reason })),
      ),
    });
    this.unitOfWork.afterCommit(tx, () => this.feed.tell());
    const { eventName, body } = webhook(event, this.settings.links);
    const payload = await tx.insert(PayloadRow, { eventId: idOf(inserted), eventName, body });
    const payloadId = idOf(payload);
    const planned = decisions.flatMap(({ hook, isWanted }) =>
      isWanted ? [{ hook, row: delivery(event, eventName, payloadId, hook) }] : [],
    );
    if (planned.length === 0) return;
    await insertRows(
      tx,
      DeliveryRow,
      planned.map(({ row }) => row),
    );
    const ids = await storedIds(payloadId, tx);
    const outgoing = planned.flatMap(({ hook, row: { uuid, hookId, repository } }): OutgoingDelivery[] => {
      const id = ids.get(uuid);
      return id === undefined
        ? []
        : [{ id, uuid, hookId, repository, eventName, body, ...FRESH, hook, hooksRevision }];
    });
    this.unitOfWork.afterCommit(tx, () => this.dispatcher.enqueue(outgoing));
  }
}

async function storedIds(payloadId: number, tx: EntityManager): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .createQueryBuilder(DeliveryRow, 'delivery')
    .select('delivery.id', 'id')
    .addSelect('delivery.uuid', 'uuid')
    .where({ payloadId })
    .getRawMany<{ id: number; uuid: string }>();
  return new Map(rows.map(({ id, uuid }) => [uuid, id]));
}

/** Of a delivery that has not been tried. */
const FRESH = { retries: 0, nextAttemptAt: null };

const idOf = (inserted: InsertResult): number => Number(inserted.identifiers[0]?.['id']);

const delivery = (event: DomainEvent, eventName: string, payloadId: number, hook: Hook) => ({
  uuid: randomUUID(),
  payloadId,
  hookId: hook.id,
  repository: fullName(event.repository),
  repositoryKey: fullName(event.repository).toLowerCase(),
  eventName,
  status: 'pending' as const,
  ...FRESH,
  createdAt: event.at,
  statusCode: null,
  error: null,
});

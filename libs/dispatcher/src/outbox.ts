import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type InsertResult } from 'typeorm';
import {
  Causes,
  Clock,
  DomainEvents,
  fullName,
  UnitOfWork,
  type Dialect,
  type DomainEvent,
  type Repository,
} from '#domain';
import { Hooks, type Hook } from '#hooks';
import { webhook, type EventName, type Webhook } from '#payloads';
import { DeliveryFeed } from './delivery-feed.js';
import { DeliveryRow } from './delivery.entity.js';
import { DispatchSettings } from './dispatch-settings.js';
import { Dispatcher } from './dispatcher.js';
import { eventDepth } from './event-depth.js';
import { EventRow } from './event.entity.js';
import { insertRows } from './bulk-rows.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';
import { PayloadRow } from './payload.entity.js';
import { Retention } from './retention.js';

/** Puts events and the deliveries they cause on record; sending starts once they are committed. */
@Injectable()
export class Outbox extends DomainEvents<EntityManager> {
  constructor(
    private readonly hooks: Hooks,
    private readonly dispatcher: Dispatcher,
    private readonly feed: DeliveryFeed,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
    private readonly causes: Causes,
    private readonly retention: Retention,
  ) {
    super();
  }

  override async publish(event: DomainEvent, tx: EntityManager): Promise<void> {
    if (await tx.existsBy(EventRow, { key: event.key })) return;
    const hooksRevision = this.hooks.revision;
    const decisions = await this.hooks.decisions(event);
    const depth = await eventDepth(this.causes.current(), tx);
    const cutOff = depth > this.settings.loopDepth ? tooDeep(depth, this.settings) : null;
    const inserted = await tx.insert(EventRow, {
      key: event.key,
      kind: event.kind,
      repository: fullName(event.repository),
      happenedAt: event.at,
      depth,
      decisions: JSON.stringify(
        decisions.map(({ hook, isWanted, reason }) => ({
          hook_id: hook.id,
          is_wanted: isWanted,
          reason: isWanted && cutOff !== null ? `${reason}, but ${cutOff}` : reason,
        })),
      ),
    });
    this.unitOfWork.afterCommit(tx, () => this.feed.tell());
    const eventId = idOf(inserted);
    const wanting = decisions.flatMap(({ hook, isWanted }) => (isWanted ? [hook] : []));
    const planned = await this.planned({ event, eventId, cutOff }, wanting, tx);
    if (planned.length === 0) return;
    await insertRows(
      tx,
      DeliveryRow,
      planned.map(({ row }) => row),
    );
    if (cutOff !== null) {
      this.unitOfWork.afterCommit(tx, () => this.retention.tell(planned.map(({ hook }) => hook.id)));
      return;
    }
    const ids = await storedIds([...new Set(planned.map(({ row }) => row.payloadId))], tx);
    const outgoing = planned.flatMap(({ hook, body, row }): OutgoingDelivery[] => {
      const id = ids.get(row.uuid);
      const { uuid, hookId, repository, eventName, dialect } = row;
      return id === undefined
        ? []
        : [{ id, uuid, hookId, repository, eventName, dialect, body, ...FRESH, hook, hooksRevision }];
    });
    this.unitOfWork.afterCommit(tx, () => this.dispatcher.enqueue(outgoing));
  }

  override async areDetailsShown(repository: Repository): Promise<boolean> {
    return this.hooks.speaks(repository.id, 'gitcode', this.settings.dialect);
  }

  /** Stores the bodies: the documented one for the log of events, whoever wants it, and each other one once. */
  private async planned(
    { event, eventId, cutOff }: RecordedEvent,
    hooks: readonly Hook[],
    tx: EntityManager,
  ): Promise<readonly PlannedDelivery[]> {
    const shapes = new Map<Dialect, Webhook>();
    const stored = new Map<string, StoredBody>();
    const common = commonColumns(event, cutOff);
    const planned: PlannedDelivery[] = [];
    const shape = (dialect: Dialect): Webhook => {
      const known = shapes.get(dialect) ?? webhook(event, dialect, this.settings.links);
      shapes.set(dialect, known);
      return known;
    };
    const { eventName, bodyFor } = shape('documented');
    const store = async (text: string): Promise<StoredBody> => {
      const payloadId = idOf(await tx.insert(PayloadRow, { eventId, eventName, body: text }));
      const body = { payloadId, bytes: Buffer.from(text) };
      stored.set(text, body);
      return body;
    };
    await store(bodyFor({ uuid: '', hookId: 0 }));
    for (const hook of hooks) {
      const dialect = hook.dialect ?? this.settings.dialect;
      const uuid = this.clock.isFrozen ? namedUuid(eventId, hook) : randomUUID();
      const text = shape(dialect).bodyFor({ uuid, hookId: hook.id });
      const { payloadId, bytes } = stored.get(text) ?? (await store(text));
      const row = { ...common, uuid, hookId: hook.id, payloadId, eventName, dialect };
      planned.push({ hook, body: bytes, row });
    }
    return planned;
  }
}

interface RecordedEvent {
  readonly event: DomainEvent;
  readonly eventId: number;
  /** Why nobody is told; null when all who want to be are. */
  readonly cutOff: string | null;
}

interface StoredBody {
  readonly payloadId: number;
  readonly bytes: Buffer;
}

interface PlannedDelivery {
  readonly hook: Hook;
  readonly body: Buffer;
  readonly row: Omit<DeliveryRow, 'id' | 'eventName'> & { readonly eventName: EventName };
}

async function storedIds(
  payloadIds: readonly number[],
  tx: EntityManager,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .createQueryBuilder(DeliveryRow, 'delivery')
    .select('delivery.id', 'id')
    .addSelect('delivery.uuid', 'uuid')
    .where({ payloadId: In([...payloadIds]) })
    .getRawMany<{ id: number; uuid: string }>();
  return new Map(rows.map(({ id, uuid }) => [uuid, id]));
}

/** Of a delivery that has not been tried. */
const FRESH = { retries: 0, nextAttemptAt: null };

const idOf = (inserted: InsertResult): number => Number(inserted.identifiers[0]?.['id']);

/** Looks like a random one. An event goes to a hook once, so it is unique in its folder. */
function namedUuid(eventId: number, hook: Hook): string {
  const digits = createHash('sha256').update(`delivery of ${eventId} to ${hook.id}`).digest('hex');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

const tooDeep = (depth: number, { loopDepth }: DispatchSettings): string =>
  `cut off: ${depth} hooks deep in a chain of hooks that trigger each other (--loop-depth ${loopDepth})`;

/** What all deliveries of an event have in common. */
const commonColumns = (event: DomainEvent, cutOff: string | null) => ({
  repository: fullName(event.repository),
  repositoryKey: fullName(event.repository).toLowerCase(),
  status: cutOff === null ? ('pending' as const) : ('cancelled' as const),
  ...FRESH,
  createdAt: event.at,
  statusCode: null,
  error: cutOff,
});

import { createHash, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import {
  CausationContext,
  Clock,
  DomainEvents,
  eventNameOf,
  ForgeError,
  fullName,
  shownOf,
  UnitOfWork,
  type DomainEvent,
  type EventName,
  type Repository,
} from '#domain';
import { Hooks, type Hook } from '#webhooks';
import {
  bodyOf,
  DEFAULT_DIALECT,
  dialectNamed,
  hasPayload,
  type BodyFor,
  type DeliveryIdentity,
  type Dialect,
} from '#payloads';
import { activityOf, userOf } from '../log/activity.js';
import { DeliveryFeed } from '../log/delivery-feed.js';
import { DeliveryRow } from '../log/delivery.entity.js';
import { DispatchSettings } from '../dispatch-settings.js';
import { Dispatcher } from '../queue/dispatcher.js';
import { eventDepth } from './event-depth.js';
import { EventRow } from '../log/event.entity.js';
import { insertRows } from '../log/bulk-rows.js';
import { PayloadRow } from '../log/payload.entity.js';
import { Retention } from '../retention/retention.js';

/** Records events and their deliveries; sending starts after the commit. */
@Injectable()
export class Outbox extends DomainEvents<EntityManager> {
  constructor(
    private readonly hooks: Hooks,
    private readonly dispatcher: Dispatcher,
    private readonly feed: DeliveryFeed,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
    private readonly causes: CausationContext,
    private readonly retention: Retention,
  ) {
    super();
  }

  override async publishAll(events: readonly DomainEvent[], tx: EntityManager): Promise<void> {
    const depth = await eventDepth(this.causes.current(), tx);
    const cutOff = depth > this.settings.loopDepth ? tooDeep(depth, this.settings) : null;
    let batch: DecidedEvent[] = [];
    let rows = 0;
    for (const event of events) {
      const decisions = (await this.hooks.decisions(event)).map((decision) =>
        this.inDialect(decision, event),
      );
      batch.push({ event, depth, cutOff, decisions });
      rows += 1 + decisions.length;
      if (rows < ROWS_AT_ONCE) continue;
      await this.record(batch, tx);
      [batch, rows] = [[], 0];
      await nextTurn();
    }
    await this.record(batch, tx);
  }

  override async areDetailsShown(repository: Repository): Promise<boolean> {
    const names = await this.hooks.dialectsOf(repository.id);
    return [...names].some((name) => this.dialectOf(name).needsDetails);
  }

  private dialectOf(name: string | null): Dialect {
    return dialectNamed(name ?? this.settings.dialect);
  }

  /** The requested dialect, else the hook's. */
  private dialectFor(hook: Hook, event: DomainEvent): Dialect {
    const asked = event.kind === 'deliveries-triggered' ? event.dialect : null;
    return this.dialectOf(asked ?? hook.dialect);
  }

  /**
   * A hook whose dialect has no payload for the event does not get it.
   * @throws ForgeError `invalid` when somebody tests the hook with such an event
   */
  private inDialect(decision: HookDecision, event: DomainEvent): HookDecision {
    const dialect = this.dialectFor(decision.hook, event);
    if (!decision.isWanted || hasPayload(dialect, event)) return decision;
    if (event.kind === 'hook-tested')
      throw new ForgeError('invalid', `Dialect ${dialect.name} has no payload for ${shownOf(event).kind}`);
    return { ...decision, isWanted: false, reason: `dialect ${dialect.name} has no such event` };
  }

  private async record(batch: readonly DecidedEvent[], tx: EntityManager): Promise<void> {
    const fresh = await withoutKnown(batch, tx);
    if (fresh.length === 0) return;
    const eventIds = await insertRows(tx, EventRow, fresh.map(eventColumns));
    this.unitOfWork.afterCommit(tx, () => this.feed.notify());
    const plans = fresh.map((decided, index) => this.plan(decided, eventIds[index] ?? 0));

    const bodies = plans.flatMap((plan) => plan.bodies);
    const payloadIds = await insertRows(tx, PayloadRow, bodies);
    const ids = new Map(bodies.map((body, index) => [body, payloadIds[index] ?? 0]));
    const planned = plans.flatMap(({ deliveries }) => deliveries);
    const rows = planned.map(({ row, body }) => ({ ...row, payloadId: ids.get(body) ?? 0 }));
    const deliveryIds = await insertRows(tx, DeliveryRow, rows);

    const cancelled = planned.flatMap(({ hook, decided }) => (decided.cutOff === null ? [] : [hook.id]));
    if (cancelled.length > 0) this.unitOfWork.afterCommit(tx, () => this.retention.noteOutcomes(cancelled));
    const outgoing = planned.flatMap(({ decided, row: { hookId, repository } }, index) =>
      decided.cutOff === null ? [{ id: deliveryIds[index] ?? 0, hookId, repository }] : [],
    );
    if (outgoing.length > 0) this.unitOfWork.afterCommit(tx, () => this.dispatcher.enqueue(outgoing));
  }

  /** The bodies to store: always the default dialect's, for the log of events, and each different one once. */
  private plan(decided: DecidedEvent, eventId: number): Plan {
    const { event, cutOff, decisions } = decided;
    const eventName = eventNameOf(event);
    const shaped = new Map<Dialect, BodyFor | null>();
    const bodies = new Map<string, PlannedBody>();
    const bodyIn = (dialect: Dialect, delivery: DeliveryIdentity): PlannedBody | null => {
      const bodyFor = shaped.get(dialect) ?? bodyOf(event, dialect, this.settings.links);
      shaped.set(dialect, bodyFor);
      if (bodyFor === null) return null;
      const text = bodyFor(delivery);
      const body = bodies.get(text) ?? { eventId, eventName, body: text };
      bodies.set(text, body);
      return body;
    };
    bodyIn(DEFAULT_DIALECT, { uuid: '', hookId: 0 });
    const common = commonColumns(event, cutOff);
    const wanting = decisions.flatMap(({ hook, isWanted }) => (isWanted ? [hook] : []));
    const deliveries = wanting.flatMap((hook): PlannedDelivery[] => {
      const dialect = this.dialectFor(hook, event);
      const uuid = this.clock.isFrozen ? namedUuid(eventId, hook) : randomUUID();
      const body = bodyIn(dialect, { uuid, hookId: hook.id });
      if (body === null) return [];
      const row = { ...common, uuid, eventId, hookId: hook.id, eventName, dialect: dialect.name };
      return [{ decided, hook, body, row }];
    });
    return { bodies: [...bodies.values()], deliveries };
  }
}

/** Rows that are written before other work may run. */
const ROWS_AT_ONCE = 256;

type HookDecision = Awaited<ReturnType<Hooks['decisions']>>[number];

interface DecidedEvent {
  readonly event: DomainEvent;
  /** How many deliveries led to it, one causing the next. */
  readonly depth: number;
  /** Why its deliveries are cancelled; null when they are sent. */
  readonly cutOff: string | null;
  readonly decisions: readonly HookDecision[];
}

interface Plan {
  readonly bodies: readonly PlannedBody[];
  readonly deliveries: readonly PlannedDelivery[];
}

type PlannedBody = Omit<PayloadRow, 'id'>;

interface PlannedDelivery {
  readonly decided: DecidedEvent;
  readonly hook: Hook;
  readonly body: PlannedBody;
  readonly row: Omit<DeliveryRow, 'id' | 'payloadId' | 'eventName'> & { readonly eventName: EventName };
}

async function withoutKnown(
  batch: readonly DecidedEvent[],
  tx: EntityManager,
): Promise<readonly DecidedEvent[]> {
  if (batch.length === 0) return [];
  const rows = await tx
    .createQueryBuilder(EventRow, 'event')
    .select('event.key', 'key')
    .where({ key: In(batch.map(({ event }) => event.key)) })
    .getRawMany<{ key: string }>();
  const known = new Set(rows.map(({ key }) => key));
  return batch.filter(({ event }) => {
    const isNew = !known.has(event.key);
    known.add(event.key);
    return isNew;
  });
}

const eventColumns = ({ event, depth, cutOff, decisions }: DecidedEvent): Omit<EventRow, 'id'> => ({
  repositoryId: event.repository.id,
  userId: userOf(event) ?? 0,
  activity: activityText(event),
  key: event.key,
  kind: event.kind,
  eventName: eventNameOf(event),
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

function activityText(event: DomainEvent): string {
  const activity = activityOf(event);
  return activity === null ? '' : JSON.stringify(activity);
}

/** Of a delivery that has not been tried. */
const FRESH = { retries: 0, nextAttemptAt: null };

/** A reproducible id that looks random. An event goes to a hook once, so it is unique in its data folder. */
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

import { In, MoreThan, type EntityManager } from 'typeorm';
import { AttemptRow } from '../log/attempt.entity.js';
import { DELIVERY_STATUSES, DeliveryRow } from '../log/delivery.entity.js';
import { EventRow } from '../log/event.entity.js';
import { PayloadRow } from '../log/payload.entity.js';

/** Must equal the condition of the index. */
const HAS_OUTCOME = "delivery.status <> 'pending'";

const STATUSES_OF_OUTCOMES = DELIVERY_STATUSES.filter((status) => status !== 'pending');

/** Skips from hook to hook in the index; DISTINCT would read all of it. */
const HOOKS_WITH_OUTCOMES = `
  WITH RECURSIVE hook (id) AS (
    SELECT MIN(hook_id) FROM deliveries WHERE status <> 'pending'
    UNION ALL
    SELECT (SELECT MIN(hook_id) FROM deliveries WHERE status <> 'pending' AND hook_id > hook.id)
    FROM hook WHERE hook.id IS NOT NULL
  )
  SELECT id FROM hook WHERE id IS NOT NULL`;

/** The ids of all hooks, deleted ones too, that have completed deliveries. */
export async function hooksWithOutcomes(tx: EntityManager): Promise<number[]> {
  const rows = await tx.query<{ id: number }[]>(HOOKS_WITH_OUTCOMES);
  return rows.map(({ id }) => id);
}

/** How many completed deliveries a hook has. */
export async function outcomeCount(hookId: number, tx: EntityManager): Promise<number> {
  const row = await withOutcome(hookId, tx).select('COUNT(*)', 'count').getRawOne<{ count: unknown }>();
  return Number(row?.count ?? 0);
}

/**
 * The completed deliveries of a hook beyond the newest `keep`, oldest first.
 * @returns at most `take` ids
 */
export async function surplus(
  hookId: number,
  { keep, take }: { readonly keep: number; readonly take: number },
  tx: EntityManager,
): Promise<number[]> {
  const newest = withOutcome(hookId, tx).select('delivery.id', 'id').orderBy('delivery.id', 'DESC');
  const border = await newest.offset(keep).limit(1).getRawOne<{ id: number }>();
  if (border === undefined) return [];
  const oldest = withOutcome(hookId, tx).select('delivery.id', 'id').orderBy('delivery.id', 'ASC');
  const rows = await oldest.andWhere('delivery.id <= :id', border).limit(take).getRawMany<{ id: number }>();
  return rows.map(({ id }) => id);
}

const withOutcome = (hookId: number, tx: EntityManager) =>
  tx
    .createQueryBuilder(DeliveryRow, 'delivery')
    .where(HAS_OUTCOME)
    .andWhere('delivery.hookId = :hookId', { hookId });

/**
 * Completed deliveries recorded before a time, searched among the oldest of each status.
 * @returns at most `take` ids; none when there are no more
 */
export async function outdated(before: Date, take: number, tx: EntityManager): Promise<number[]> {
  for (const status of STATUSES_OF_OUTCOMES) {
    const rows = await tx.find(DeliveryRow, {
      select: { id: true, createdAt: true },
      where: { status },
      order: { id: 'ASC' },
      take,
    });
    const old = rows.filter(({ createdAt }) => new Date(createdAt) < before);
    if (old.length > 0) return old.map(({ id }) => id);
  }
  return [];
}

/**
 * Removes deliveries with their attempts, the bodies that only they used, and the events that have no other
 * deliveries.
 */
export async function removeDeliveries(ids: readonly number[], tx: EntityManager): Promise<void> {
  if (ids.length === 0) return;
  const deliveries = await tx.find(DeliveryRow, { select: { payloadId: true }, where: { id: In([...ids]) } });
  await tx.delete(AttemptRow, { deliveryId: In([...ids]) });
  await tx.delete(DeliveryRow, { id: In([...ids]) });
  const payloadIds = [...new Set(deliveries.map(({ payloadId }) => payloadId))];
  const payloads = await tx.find(PayloadRow, { select: { eventId: true }, where: { id: In(payloadIds) } });
  await removeUnusedBodies(payloadIds, tx);
  await removeWithoutDeliveries([...new Set(payloads.map(({ eventId }) => eventId))], tx);
}

/**
 * Removes those of the `take` events after `position` that happened before a time and have no deliveries.
 * @param position an event's id, 0 for the start
 * @returns where to go on; null when none of them happened before that time
 */
export async function removeUnwantedEvents(
  position: number,
  { before, take }: { readonly before: Date; readonly take: number },
  tx: EntityManager,
): Promise<number | null> {
  const events = await tx.find(EventRow, {
    select: { id: true, happenedAt: true },
    where: { id: MoreThan(position) },
    order: { id: 'ASC' },
    take,
  });
  const old = events.filter(({ happenedAt }) => new Date(happenedAt) < before).map(({ id }) => id);
  await removeWithoutDeliveries(old, tx);
  return old.at(-1) ?? null;
}

/** Keeps an event's first body: it is in the default dialect, and the log of events shows it. */
async function removeUnusedBodies(payloadIds: readonly number[], tx: EntityManager): Promise<void> {
  const unused = await tx
    .createQueryBuilder(PayloadRow, 'payload')
    .select('payload.id', 'id')
    .where({ id: In([...payloadIds]) })
    .andWhere((query) => {
      const inUse = query.subQuery().select('1').from(DeliveryRow, 'delivery');
      return `NOT EXISTS ${inUse.where('delivery.payloadId = payload.id').getQuery()}`;
    })
    .andWhere((query) => {
      const earlier = query.subQuery().select('1').from(PayloadRow, 'earlier');
      return `EXISTS ${earlier.where('earlier.eventId = payload.eventId AND earlier.id < payload.id').getQuery()}`;
    })
    .getRawMany<{ id: number }>();
  await tx.delete(PayloadRow, { id: In(unused.map(({ id }) => id)) });
}

async function removeWithoutDeliveries(eventIds: readonly number[], tx: EntityManager): Promise<void> {
  if (eventIds.length === 0) return;
  const left = await tx
    .createQueryBuilder(EventRow, 'event')
    .select('event.id', 'id')
    .where({ id: In([...eventIds]) })
    .andWhere((query) => {
      const delivered = query
        .subQuery()
        .select('1')
        .from(PayloadRow, 'payload')
        .innerJoin(DeliveryRow, 'delivery', 'delivery.payloadId = payload.id');
      return `NOT EXISTS ${delivered.where('payload.eventId = event.id').getQuery()}`;
    })
    .getRawMany<{ id: number }>();
  const gone = In(left.map(({ id }) => id));
  await tx.delete(PayloadRow, { eventId: gone });
  await tx.delete(EventRow, { id: gone });
}

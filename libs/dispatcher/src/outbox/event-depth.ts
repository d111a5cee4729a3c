import type { EntityManager } from 'typeorm';
import { DeliveryRow } from '../log/delivery.entity.js';
import { EventRow } from '../log/event.entity.js';
import { PayloadRow } from '../log/payload.entity.js';

/**
 * How many hooks stand between an event and whoever began it.
 * @param cause the id of the delivery that made somebody do it; an event without, or with one that nobody knows, is a beginning
 */
export async function eventDepth(cause: string | null, tx: EntityManager): Promise<number> {
  if (cause === null) return 0;
  const before = await tx
    .createQueryBuilder(EventRow, 'event')
    .select('event.depth', 'depth')
    .innerJoin(PayloadRow, 'payload', 'payload.eventId = event.id')
    .innerJoin(DeliveryRow, 'delivery', 'delivery.payloadId = payload.id')
    .where('delivery.uuid = :cause', { cause })
    .getRawOne<{ depth: number }>();
  return before === undefined ? 0 : before.depth + 1;
}

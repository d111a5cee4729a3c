import type { EntityManager } from 'typeorm';
import { DeliveryRow } from '../log/delivery.entity.js';
import { EventRow } from '../log/event.entity.js';
import { PayloadRow } from '../log/payload.entity.js';

/**
 * How many deliveries led to an event, one causing the next.
 * @param cause the id of the delivery that caused it; without a known one the depth is 0
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

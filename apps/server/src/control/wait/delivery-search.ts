import { Injectable } from '@nestjs/common';
import { DeliveryLog, PayloadBodies, type DeliveryRow } from '#dispatcher';
import { differences, type Criteria, type Differences } from './delivery-matcher.js';

/** The number of newest deliveries that are searched. */
export const MOST_CANDIDATES = 1_000;
const MOST_MISSES = 5;

/** By delivery, the differences of its body. */
export type BodyDifferences = ReadonlyMap<number, Differences>;

/** A delivery that nearly matches. */
export interface Miss {
  readonly delivery: DeliveryRow;
  readonly differs: Differences;
}

const isEmpty = (differing: Differences): boolean => Object.keys(differing).length === 0;

/** Searches deliveries by criteria. */
@Injectable()
export class DeliverySearch {
  constructor(
    private readonly log: DeliveryLog,
    private readonly bodies: PayloadBodies,
  ) {}

  /** The newest deliveries, oldest first. */
  newest(): Promise<DeliveryRow[]> {
    return this.log.recorded(MOST_CANDIDATES);
  }

  /**
   * The matching ones.
   * @param known results of earlier rounds: a body never changes, and may be large
   */
  async matching(
    deliveries: readonly DeliveryRow[],
    criteria: Criteria,
    known: BodyDifferences = new Map(),
  ): Promise<{ readonly matching: readonly DeliveryRow[]; readonly known: BodyDifferences }> {
    const likely = deliveries.filter((delivery) => isEmpty(differences({ delivery }, criteria.plain)));
    const inspected = await this.inspected(likely, criteria, known);
    return { matching: likely.filter(({ id }) => isEmpty(inspected.get(id) ?? {})), known: inspected };
  }

  /** The deliveries with the fewest differences. */
  async nearest(
    deliveries: readonly DeliveryRow[],
    criteria: Criteria,
    known: BodyDifferences = new Map(),
  ): Promise<readonly Miss[]> {
    const inspected = await this.inspected(deliveries, criteria, known);
    return deliveries
      .map((delivery) => ({
        delivery,
        differs: { ...differences({ delivery }, criteria.plain), ...inspected.get(delivery.id) },
      }))
      .filter(({ differs }) => !isEmpty(differs))
      .sort((a, b) => Object.keys(a.differs).length - Object.keys(b.differs).length)
      .slice(0, MOST_MISSES);
  }

  /** Reads the bodies that criteria need. */
  private async inspected(
    deliveries: readonly DeliveryRow[],
    { inBody }: Criteria,
    known: BodyDifferences,
  ): Promise<BodyDifferences> {
    const differing = new Map<number, Differences>();
    if (inBody.length === 0) return differing;
    for (const { id } of deliveries) {
      const before = known.get(id);
      if (before !== undefined) differing.set(id, before);
    }
    const unread = await this.log.withBodies(deliveries.filter(({ id }) => !differing.has(id)));
    await this.bodies.inspect(unread, ({ delivery }, text) => {
      const payload: unknown = JSON.parse(text ?? 'null');
      differing.set(delivery.id, differences({ delivery, payload }, inBody));
    });
    return differing;
  }
}

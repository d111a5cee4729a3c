import type { Decision, ListedDelivery } from '../api/types.js';
import type { EventLine } from '../events/event-line.js';

/** So many lines stand under an event; the rest shows beside the list. */
const MOST = 4;

export const shownDeliveries = (deliveries: readonly ListedDelivery[]): readonly ListedDelivery[] =>
  deliveries.slice(0, MOST);

export const refusals = ({ decisions }: EventLine): readonly Decision[] =>
  decisions.filter(({ is_wanted: isWanted }) => !isWanted);

export const shownRefusals = (event: EventLine, deliveries: readonly ListedDelivery[]): readonly Decision[] =>
  refusals(event).slice(0, Math.max(0, MOST - deliveries.length));

/** A line that can be chosen, and the event that it belongs to. */
interface Choosable {
  readonly key: string;
  readonly index: number;
}

/** In the order in which they stand. */
export const choosable = (
  events: readonly EventLine[],
  deliveries: ReadonlyMap<number, readonly ListedDelivery[]>,
): readonly Choosable[] =>
  events.flatMap(({ id }, index) => [
    { key: `event-${id}`, index },
    ...shownDeliveries(deliveries.get(id) ?? []).map((delivery) => ({
      key: `delivery-${delivery.id}`,
      index,
    })),
  ]);

import { shownOf, type DomainEvent, type ShownEvent } from '#domain';
import type { DeliveryIdentity } from './delivery-identity.js';
import type { Body, Dialect } from './dialect.js';
import type { Links } from './links.js';
import { overridden } from './overridden.js';

/**
 * Compact JSON, whose UTF-8 bytes are stored, signed and sent. The same text for every delivery unless the dialect's
 * payloads contain its id.
 */
export type BodyFor = (delivery: DeliveryIdentity) => string;

/** Whether the dialect has a payload for the event. */
export const hasPayload = (dialect: Dialect, event: DomainEvent): boolean =>
  dialect.body[shownOf(event).kind] !== null;

/**
 * Builds the payload of an event in a dialect. The same event, links and delivery give the same bytes.
 * @returns null for an event without a payload
 */
export function bodyOf(event: DomainEvent, dialect: Dialect, links: Links): BodyFor | null {
  const shown = shownOf(event);
  const build = builderFor(dialect, shown);
  if (build === null) return null;
  const overrides = event.kind === 'deliveries-triggered' ? event.overrides : {};
  const text = (delivery: DeliveryIdentity) =>
    JSON.stringify(overridden(build(shown, links, delivery), overrides));
  if (dialect.showsDelivery) return text;
  const body = text(NO_DELIVERY);
  return () => body;
}

const NO_DELIVERY: DeliveryIdentity = { uuid: '', hookId: 0 };

function builderFor<Kind extends ShownEvent['kind']>(
  dialect: Dialect,
  { kind }: { readonly kind: Kind },
): Body<Kind> | null {
  return dialect.body[kind];
}

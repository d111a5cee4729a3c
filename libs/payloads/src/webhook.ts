import type { DomainEvent } from '#domain';
import type { DeliveryIdentity } from './delivery-identity.js';
import type { Body, Dialect, Shown } from './dialect.js';
import type { Links } from './links.js';

/** The values of the event header. */
export const EVENT_NAMES = ['Push Hook', 'Tag Push Hook', 'Note Hook', 'Merge Request Hook'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/**
 * Compact JSON; its UTF-8 bytes are what is stored, signed and sent. The same text for every delivery where the dialect
 * does not show which delivery it is.
 */
export type BodyFor = (delivery: DeliveryIdentity) => string;

/** The value of the event header. */
export const eventNameOf = (event: DomainEvent): EventName => EVENT_NAME[shownOf(event).kind];

/** Whether the dialect has a payload for it. */
export const hasPayload = (dialect: Dialect, event: DomainEvent): boolean =>
  dialect.body[shownOf(event).kind] !== null;

/**
 * Shapes an event as a dialect has it. The same event, links and delivery give the same bytes.
 * @returns null for an event that the dialect does not have
 */
export function bodyOf(event: DomainEvent, dialect: Dialect, links: Links): BodyFor | null {
  const shown = shownOf(event);
  const build = builderFor(dialect, shown);
  if (build === null) return null;
  if (dialect.showsDelivery) return (delivery) => JSON.stringify(build(shown, links, delivery));
  const body = JSON.stringify(build(shown, links, NO_DELIVERY));
  return () => body;
}

const NO_DELIVERY: DeliveryIdentity = { uuid: '', hookId: 0 };

const shownOf = (event: DomainEvent): Shown => (event.kind === 'hook-tested' ? event.shown : event);

function builderFor<Kind extends Shown['kind']>(
  dialect: Dialect,
  { kind }: { readonly kind: Kind },
): Body<Kind> | null {
  return dialect.body[kind];
}

const EVENT_NAME: Readonly<Record<Shown['kind'], EventName>> = {
  'branch-moved': 'Push Hook',
  'tag-moved': 'Tag Push Hook',
  'merge-request-changed': 'Merge Request Hook',
  'commit-commented': 'Note Hook',
  'merge-request-commented': 'Note Hook',
  'newest-commits': 'Push Hook',
};

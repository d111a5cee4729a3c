import type { ShownEvent } from '#domain';
import type { DeliveryIdentity } from './delivery-identity.js';
import type { PayloadSchemas } from './json-schema.js';
import type { Links } from './links.js';

/** The headers by which a dialect says what it delivers, spelled as receivers see them. */
export interface DialectHeaders {
  readonly userAgent: string;
  readonly event: readonly string[];
  /** The delivery id. */
  readonly delivery: readonly string[];
  /** The hook's secret itself. */
  readonly token: string;
  /** A signature made with it; null where the dialect has none. */
  readonly signature: string | null;
}

/** Shapes one kind of event. Pure: the same arguments give the same object. */
export type Body<Kind extends ShownEvent['kind']> = (
  event: Extract<ShownEvent, { kind: Kind }>,
  links: Links,
  delivery: DeliveryIdentity,
) => object;

/** The builders of a dialect: each makes what the dialect's `Payloads` have for its kind of event. */
export type Bodies<Payloads> = {
  readonly [Kind in ShownEvent['kind']]: Kind extends keyof Payloads
    ? (event: Extract<ShownEvent, { kind: Kind }>, links: Links, delivery: DeliveryIdentity) => Payloads[Kind]
    : null;
};

/** How deliveries look on the wire. All that differs between dialects is here. */
export interface Dialect {
  readonly name: string;
  readonly headers: DialectHeaders;
  /** Whether a payload shows which delivery it is: then each delivery has a body of its own. */
  readonly showsDelivery: boolean;
  /** Whether payloads show what costs git extra work: the changed paths of commits, and what a tag points at. */
  readonly needsDetails: boolean;
  /** By kind of event; null for an event that the dialect does not have, which its hooks do not get. */
  readonly body: { readonly [Kind in ShownEvent['kind']]: Body<Kind> | null };
  readonly schemas: PayloadSchemas;
}

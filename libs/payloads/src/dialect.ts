import type { ShownEvent } from '#domain';
import type { DeliveryIdentity } from './delivery-identity.js';
import type { PayloadSchemas } from './json-schema.js';
import type { Links } from './links.js';

/** The names of a dialect's headers, spelled as receivers see them. */
export interface DialectHeaders {
  readonly userAgent: string;
  readonly event: readonly string[];
  /** The delivery id. */
  readonly delivery: readonly string[];
  /** The hook's secret itself. */
  readonly token: string;
  /** A signature made with the secret; null if the dialect has none. */
  readonly signature: string | null;
}

/** Shapes one kind of event. Pure: the same arguments give the same object. */
export type Body<Kind extends ShownEvent['kind']> = (
  event: Extract<ShownEvent, { kind: Kind }>,
  links: Links,
  delivery: DeliveryIdentity,
) => object;

/** The builders of a dialect, one for each kind of event in its `Payloads`. */
export type Bodies<Payloads> = {
  readonly [Kind in ShownEvent['kind']]: Kind extends keyof Payloads
    ? (event: Extract<ShownEvent, { kind: Kind }>, links: Links, delivery: DeliveryIdentity) => Payloads[Kind]
    : null;
};

/** The form of deliveries on the wire. All differences between dialects are here. */
export interface Dialect {
  readonly name: string;
  readonly headers: DialectHeaders;
  /** Whether payloads contain the delivery's id: then each delivery has its own body. */
  readonly showsDelivery: boolean;
  /** Whether payloads show what costs git extra work: changed paths of commits, and the commits of tags. */
  readonly needsDetails: boolean;
  /** By kind of event; null for an event without a payload, which hooks of the dialect do not get. */
  readonly body: { readonly [Kind in ShownEvent['kind']]: Body<Kind> | null };
  readonly schemas: PayloadSchemas;
}

export type { DeliveryIdentity } from './delivery-identity.js';
export type { Dialect, DialectHeaders } from './dialect.js';
export { DEFAULT_DIALECT, DIALECT_HEADERS, DIALECT_NAMES, dialectNamed } from './dialects.js';
export { linksFrom } from './links.js';
export type { Links } from './links.js';
export { bodyOf, hasPayload } from './webhook.js';
export type { BodyFor } from './webhook.js';

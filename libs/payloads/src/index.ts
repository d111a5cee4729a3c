export { DIALECT_HEADERS } from './dialect-headers.js';
export type { DialectHeaders } from './dialect-headers.js';
export { linksFrom } from './links.js';
export type { Links } from './links.js';
export { EVENT_NAMES, webhook } from './webhook.js';
export type { EventName, Webhook } from './webhook.js';

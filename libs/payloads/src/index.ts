export { linksFrom } from './links.js';
export type { Links } from './links.js';
export { EVENT_NAMES, webhook } from './webhook.js';
export type { EventName } from './webhook.js';

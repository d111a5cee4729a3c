export type { DeliveryIdentity } from './delivery-identity.js';
export type { Dialect, DialectHeaders } from './dialect.js';
export { DEFAULT_DIALECT, DIALECT_HEADERS, DIALECT_NAMES, dialectNamed, findDialect } from './dialects.js';
export type {
  CommitNotePayload,
  MergeRequestNotePayload,
  MergeRequestPayload,
  NotePayload,
  PushPayload,
  TagPushPayload,
  TestHookPayload,
} from './documented/payloads.js';
export type * as gitcode from './gitcode/payloads.js';
export { linksFrom } from './links.js';
export type { Links } from './links.js';
export type { JsonSchema } from './json-schema.js';
export { payloadSchema, SCHEMA_NAMES, schemaOfKind } from './payload-schemas.js';
export type { Overrides } from './overridden.js';
export { bodyOf, hasPayload } from './webhook.js';
export type { BodyFor } from './webhook.js';

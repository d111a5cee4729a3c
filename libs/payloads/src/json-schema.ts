/** A JSON Schema of draft 7. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly [keyword: string]: unknown;
}

/** What `npm run schemas` makes of a dialect's payload types. */
export interface PayloadSchemas {
  /** By kind of event; none for an event that the dialect does not have. */
  readonly payloads: Readonly<Record<string, JsonSchema>>;
  /** What those refer to, by name. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

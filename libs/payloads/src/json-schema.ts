/** A JSON Schema of draft 7. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly [keyword: string]: unknown;
}

/** The schemas that `npm run schemas` makes from a dialect's payload types. */
export interface PayloadSchemas {
  /** By kind of event; missing for an event without a payload. */
  readonly payloads: Readonly<Record<string, JsonSchema>>;
  /** Referenced definitions, by name. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

import { EVENT_TYPE_OF, EVENT_TYPES_SENT, type ShownEvent } from '#domain';
import type { Dialect } from './dialect.js';
import type { JsonSchema, PayloadSchemas } from './json-schema.js';

const REFERENCE = '#/definitions/';

/** The plain Test Hook, which is delivered under the name of a push. */
const TEST_HOOK = 'test_hook';

/** The names of schemas: the types of events, and the plain Test Hook. */
export const SCHEMA_NAMES: readonly string[] = [...EVENT_TYPES_SENT, TEST_HOOK];

/** @returns a self-contained schema; null for an event without a payload */
export function payloadSchema(dialect: Dialect, name: string): JsonSchema | null {
  const kinds = Object.entries(EVENT_TYPE_OF).flatMap(([kind, type]) =>
    (kind === 'newest-commits' ? TEST_HOOK : type) === name ? [kind] : [],
  );
  const found = kinds.flatMap<JsonSchema>((kind) => dialect.schemas.payloads[kind] ?? []);
  const [first, ...others] = found;
  if (first === undefined) return null;
  return standalone(dialect, `${name} (${dialect.name})`, others.length === 0 ? first : { anyOf: found });
}

/** As `payloadSchema`, for one kind of event. */
export function schemaOfKind(dialect: Dialect, kind: ShownEvent['kind']): JsonSchema | null {
  const schema = dialect.schemas.payloads[kind];
  return schema === undefined ? null : standalone(dialect, `${kind} (${dialect.name})`, schema);
}

function standalone({ schemas: { definitions } }: Dialect, title: string, schema: JsonSchema): JsonSchema {
  const own = schema.$ref === undefined ? schema : definitions[schema.$ref.slice(REFERENCE.length)];
  const names = [...referred(own, definitions)];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    ...own,
    definitions: Object.fromEntries(names.map((name) => [name, definitions[name]])),
  };
}

/** The names of all definitions that a schema needs. */
function referred(
  schema: JsonSchema | undefined,
  definitions: PayloadSchemas['definitions'],
  names = new Set<string>(),
): ReadonlySet<string> {
  for (const [, name = ''] of JSON.stringify(schema ?? {}).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    if (names.has(name)) continue;
    names.add(name);
    referred(definitions[name], definitions, names);
  }
  return names;
}

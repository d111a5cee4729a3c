import { z } from 'zod';
import { ForgeError, quoted } from '#domain';

const known = new WeakMap<z.ZodType, readonly string[] | null>();

/** The fields of a schema; null when it allows others, or is no object. */
export function fieldsOf(schema: z.ZodType): readonly string[] | null {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const { properties, additionalProperties = false } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  const fields = properties === undefined || additionalProperties !== false ? null : Object.keys(properties);
  known.set(schema, fields);
  return fields;
}

/**
 * Any call may have a token among its fields.
 * @param what the owner of the fields, for messages: `body`
 * @throws ForgeError `invalid` naming the first unknown field
 */
export function requireKnownFields(value: unknown, fields: readonly string[], what: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const odd = Object.keys(value).find((name) => name !== 'access_token' && !fields.includes(name));
  if (odd === undefined) return;
  const others = fields.length === 0 ? 'it takes none' : `there are ${fields.join(', ')}`;
  throw new ForgeError('invalid', `The ${what} has no field ${quoted(odd)}; ${others}`);
}

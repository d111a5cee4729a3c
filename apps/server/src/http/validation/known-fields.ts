import { z } from 'zod';
import { ForgeError, quoted } from '#domain';

const known = new WeakMap<z.ZodType, readonly string[] | null>();

/** The fields that a schema names; null when it takes others, too, or is not one of an object. */
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
 * A token may come along with the fields of any call.
 * @param what that has the fields, for people: `body`
 * @throws ForgeError `invalid` that names the first field that is not known
 */
export function requireKnownFields(value: unknown, fields: readonly string[], what: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const odd = Object.keys(value).find((name) => name !== 'access_token' && !fields.includes(name));
  if (odd === undefined) return;
  const others = fields.length === 0 ? 'it takes none' : `there are ${fields.join(', ')}`;
  throw new ForgeError('invalid', `The ${what} has no field ${quoted(odd)}; ${others}`);
}

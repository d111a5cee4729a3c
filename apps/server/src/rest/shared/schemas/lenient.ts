import { z } from 'zod';
import { quoted } from '#domain';

/** A value for an error message; lists and objects are only named. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? quoted(value) : (JSON.stringify(value) ?? 'missing');
}

/** The value read from a field, or a sentence about its problem. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

/**
 * An optional field; forms have only text, and clients send null for absent values.
 * @param documented the field's schema for documentation (`z.toJSONSchema`)
 * @param read accepts every form that clients send; its value must fit `documented`
 */
export const optional = <T>(documented: z.ZodType<T, T>, read: (given: unknown) => Read<T | undefined>) =>
  z.preprocess(
    (given, context) => taken(given === undefined || given === null ? ABSENT : read(given), context),
    documented.optional(),
  );

/** The same where empty text says nothing: forms send it for what their user has left out. */
export const optionalWord = <T>(documented: z.ZodType<T, T>, read: (given: unknown) => Read<T | undefined>) =>
  optional(documented, (given) => (given === '' ? ABSENT : read(given)));

/** A filter that an unset variable must not turn off: empty text is refused. */
export const filledFilter = <Filter extends z.ZodType>(filter: Filter) =>
  z.preprocess((given, context) => taken(given === '' ? EMPTY_FILTER : { value: given }, context), filter);

/**
 * A required field.
 * @param missing the message without it
 */
export const required = <T>(
  documented: z.ZodType<T, T>,
  read: (given: unknown) => Read<T>,
  missing = 'is missing',
) =>
  z.preprocess(
    (given, context) =>
      taken(given === undefined || given === null ? { problem: missing } : read(given), context),
    documented,
  );

/**
 * A value that is the whole body, or in one of these fields.
 * @param absent the value when it is in neither
 */
export const bodyOrField = <T>(
  documented: z.ZodType<T, T>,
  read: (given: unknown) => Read<T>,
  { fields, absent }: { readonly fields: readonly string[]; readonly absent: Read<T> },
) =>
  z.preprocess((given, context) => {
    const [name = fields[0], value] = isObject(given) ? (entryOf(given, fields) ?? []) : [fields[0], given];
    if (value === undefined || value === null) return taken(absent, context);
    const result = read(value);
    return taken('problem' in result ? { problem: `${name} ${result.problem}` } : result, context);
  }, documented);

const isObject = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const entryOf = (given: object, fields: readonly string[]): readonly [string, unknown] | undefined =>
  Object.entries(given).find(([name, value]) => fields.includes(name) && value !== null);

const ABSENT = { value: undefined };
const EMPTY_FILTER = { problem: 'must not be empty: without it, everything matches' };

function taken<T>(result: Read<T>, context: z.RefinementCtx): T {
  if ('value' in result) return result.value;
  context.addIssue({ code: 'custom', message: result.problem });
  return z.NEVER;
}

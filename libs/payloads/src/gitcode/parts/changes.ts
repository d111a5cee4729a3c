/**
 * Changes as `{field: {previous, current}}`. Types of entries are declared where they are used: exported generic
 * types get unreadable names in JSON Schema.
 */

/** A reader for each field. */
export type FieldsOf<Changes, Thing> = {
  readonly [Field in keyof Changes]: (
    thing: Thing,
  ) => NonNullable<Changes[Field]> extends { readonly current: infer Shown } ? Shown : never;
};

/** `{field: {previous, current}}`: all fields of a new object, else the changed ones. */
export function changesOf<Changes, Thing>(
  fields: FieldsOf<Changes, Thing>,
  before: Thing | null,
  after: Thing,
): Changes {
  const entries = Object.entries<(thing: Thing) => unknown>(fields).map(
    ([name, of]) => [name, { previous: before && of(before), current: of(after) }] as const,
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each name with what `fields` has for it
  return Object.fromEntries(
    entries.filter(
      ([, { previous, current }]) => before === null || JSON.stringify(previous) !== JSON.stringify(current),
    ),
  ) as Changes;
}

/*
 * What changed, as `{field: {previous, current}}`. The type of an entry stands where it is used: generic types that are exported have
 * names in JSON Schema that nobody wants to read.
 */

/** How each field is read from what has changed. */
export type FieldsOf<Changes, Thing> = {
  readonly [Field in keyof Changes]: (
    thing: Thing,
  ) => NonNullable<Changes[Field]> extends { readonly current: infer Shown } ? Shown : never;
};

/** `{field: {previous, current}}`: all fields of something new, and of something known those that are different now. */
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

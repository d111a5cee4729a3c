/** New values by path in a payload: `object_attributes.title`, `commits.0.message`. */
export type Overrides = Readonly<Record<string, unknown>>;

/** The payload with some values replaced. Keys keep their order; an unknown path changes nothing. */
export const overridden = (payload: unknown, overrides: Overrides): unknown =>
  Object.entries(overrides).reduce(
    (shown, [path, value]) => replaced(shown, path.split('.'), value),
    payload,
  );

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => (String(index) === key ? replaced(entry, rest, by) : entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      name === key ? replaced(inner, rest, by) : inner,
    ]),
  );
}

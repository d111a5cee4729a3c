/**
 * The same object, or the same shape of a schema, with these keys before its others: for calls that the reference
 * shows with the keys of a neighbour in another order.
 */
export const keysFirst = <Of extends object>(keys: readonly (keyof Of)[], object: Of): Of => ({
  ...Object.fromEntries(keys.map((key) => [key, object[key]])),
  ...object,
});

import { ZERO_SHA, type RefUpdate } from '#domain';

/**
 * What commands to git come to, one after another. Git carries out a deletion that names no old value whatever the ref is,
 * so the value is taken that the ref has by then. What leaves a ref as it is moves none, though git says that it did.
 * @param valuesBefore what refs were before the first of them, `ZERO_SHA` for none, as far as it is known
 */
export function effectiveUpdates(
  updates: readonly RefUpdate[],
  valuesBefore: ReadonlyMap<string, string> = new Map(),
): RefUpdate[] {
  const values = new Map(valuesBefore);
  return updates.flatMap(({ ref, before: named, after }) => {
    const known = after === ZERO_SHA ? values.get(ref) : undefined;
    const before = known ?? named;
    values.set(ref, after);
    return before === after ? [] : [{ ref, before, after }];
  });
}

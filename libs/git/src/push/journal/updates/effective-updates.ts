import { ZERO_SHA, type RefUpdate } from '#domain';

/**
 * The effect of commands to git, one after another. Git carries out a deletion without an old value whatever the ref
 * is, so the ref's value at that point is used. Commands that leave a ref as it is move nothing, though git reports
 * success.
 * @param valuesBefore values of refs before the first command, as far as they are known; `ZERO_SHA` for none
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

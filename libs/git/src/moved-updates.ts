import { ZERO_SHA, type RefUpdate } from '#domain';

/** A push to one repository: what it announced, or what git reported of it. */
export interface RecordedPush {
  readonly isReported: boolean;
  readonly updates: readonly RefUpdate[];
}

/**
 * Which updates of each push took place. What git reported did. A push that it never reported was refused, or git died
 * in the middle: then walking back in time from what the refs are now tells, because a push can only have moved a ref if
 * the ref was left where the push wanted it.
 * @param pushes all that are known of one repository, oldest first
 * @param refs what the refs are now; null when nobody has looked: then a push that was not reported is only known to have
 *   moved what a later one found there
 * @param lastTold how a ref was moved last, as far as that is known and no longer among `pushes`
 */
export function movedUpdates<Push extends RecordedPush>(
  pushes: readonly Push[],
  refs: ReadonlyMap<string, string> | null,
  lastTold: (ref: string) => RefUpdate | undefined = () => undefined,
): ReadonlyMap<Push, readonly RefUpdate[]> {
  const values = new Map(refs);
  const missing = refs === null ? null : ZERO_SHA;
  const moved = new Map<Push, readonly RefUpdate[]>(pushes.map((push) => [push, []]));
  for (const [index, push] of [...pushes.entries()].reverse()) {
    const mayHaveMoved = (update: RefUpdate) =>
      (values.get(update.ref) ?? missing) === update.after &&
      isNew(update, pushes.slice(0, index), lastTold(update.ref));
    const updates = push.isReported ? push.updates : push.updates.filter(mayHaveMoved);
    for (const { ref, before } of updates) values.set(ref, before);
    moved.set(push, updates);
  }
  return moved;
}

/** Whether the last of those before it has not just done the very same: of two equal pushes git refuses the second. */
function isNew(
  { ref, before, after }: RefUpdate,
  earlier: readonly RecordedPush[],
  lastTold: RefUpdate | undefined,
): boolean {
  const isOther = (last: RefUpdate) => last.before !== before || last.after !== after;
  for (const { isReported, updates } of [...earlier].reverse()) {
    const last = updates.find((update) => update.ref === ref);
    if (last === undefined) continue;
    if (last.after === before) return true;
    if (isReported) return isOther(last);
  }
  return lastTold === undefined || isOther(lastTold);
}

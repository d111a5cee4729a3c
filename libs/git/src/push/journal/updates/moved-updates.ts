import { ZERO_SHA, type RefUpdate } from '#domain';
import type { RecordedPush } from '../push-states.js';

/** What a push to one repository announced, or what git reported of it. */
type Moves = Pick<RecordedPush, 'isReported' | 'updates'>;

/**
 * Which updates of each push took place. What git reported did. A push that it never reported was refused, or git died
 * in the middle: then walking back in time from what the refs are now tells, because a push can only have moved a ref if
 * the ref was left where the push wanted it.
 * @param pushes all that are known of one repository, oldest first
 * @param refs what the refs are now; null when nobody has looked: then a push that was not reported is only known to have
 *   moved what a later one found there
 * @param lastMove how a ref was moved last, as far as that is known and no longer among `pushes`
 */
export function movedUpdates<Push extends Moves>(
  pushes: readonly Push[],
  refs: ReadonlyMap<string, string> | null,
  lastMove: (ref: string) => RefUpdate | undefined = () => undefined,
): ReadonlyMap<Push, readonly RefUpdate[]> {
  const values = new Map(refs);
  const missing = refs === null ? null : ZERO_SHA;
  const moved = new Map<Push, readonly RefUpdate[]>(pushes.map((push) => [push, []]));
  for (const [index, push] of [...pushes.entries()].reverse()) {
    const updates = push.isReported
      ? push.updates
      : likelyUpdates(push, pushes.slice(0, index), (ref) => values.get(ref) ?? missing, lastMove);
    for (const { ref, before } of updates.toReversed()) values.set(ref, before);
    moved.set(push, updates);
  }
  return moved;
}

/** Those that have left their refs where `valueAfter` says. A push may move one ref more than once. */
function likelyUpdates(
  push: Moves,
  earlier: readonly Moves[],
  valueAfter: (ref: string) => string | null,
  lastMove: (ref: string) => RefUpdate | undefined,
): readonly RefUpdate[] {
  const values = new Map<string, string>();
  let preceding: ReadonlyMap<RefUpdate, RefUpdate> | null = null;
  const found = push.updates.toReversed().filter((update) => {
    const { ref, before, after } = update;
    if ((values.get(ref) ?? valueAfter(ref)) !== after) return false;
    preceding ??= precedingInPush(push.updates);
    if (preceding.get(update)?.after !== before && !isNew(update, earlier, lastMove(ref))) return false;
    values.set(ref, before);
    return true;
  });
  return found.reverse();
}

/** For each update, the one before it of the same ref. */
function precedingInPush(updates: readonly RefUpdate[]): ReadonlyMap<RefUpdate, RefUpdate> {
  const [last, preceding] = [new Map<string, RefUpdate>(), new Map<RefUpdate, RefUpdate>()];
  for (const update of updates) {
    const previous = last.get(update.ref);
    if (previous !== undefined) preceding.set(update, previous);
    last.set(update.ref, update);
  }
  return preceding;
}

/** Whether the last of those before it has not just done the very same: of two equal pushes git refuses the second. */
function isNew(
  { ref, before, after }: RefUpdate,
  earlier: readonly Moves[],
  lastMove: RefUpdate | undefined,
): boolean {
  const isOther = (last: RefUpdate) => last.before !== before || last.after !== after;
  for (const { isReported, updates } of [...earlier].reverse()) {
    const last = updates.findLast((update) => update.ref === ref);
    if (last === undefined) continue;
    if (last.after === before) return true;
    if (isReported) return isOther(last);
  }
  return lastMove === undefined || isOther(lastMove);
}

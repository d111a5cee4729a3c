import { ZERO_SHA, type RefUpdate } from '#domain';
import type { RecordedPush } from '../push-states.js';

/** The updates that a push to one repository announced, or that git reported. */
type Moves = Pick<RecordedPush, 'isReported' | 'updates'>;

/**
 * Which updates of each push took place. Reported ones did. A push without a report was refused, or git died: then
 * walking back in time from the current refs shows it, because a push can only have moved a ref that has the pushed
 * value afterwards.
 * @param pushes all known ones to one repository, oldest first
 * @param refs their current values; null when they were not read: then an unreported push has only moved what a later
 *   one found moved
 * @param lastMove the last move of a ref, as far as it is known and no longer among `pushes`
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

/** The updates that have left their refs at `valueAfter`. A push may move one ref more than once. */
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

/** For each update, the previous one of the same ref. */
function precedingInPush(updates: readonly RefUpdate[]): ReadonlyMap<RefUpdate, RefUpdate> {
  const [last, preceding] = [new Map<string, RefUpdate>(), new Map<RefUpdate, RefUpdate>()];
  for (const update of updates) {
    const previous = last.get(update.ref);
    if (previous !== undefined) preceding.set(update, previous);
    last.set(update.ref, update);
  }
  return preceding;
}

/** Whether the previous push made the same move: git refuses the second of two equal pushes. */
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

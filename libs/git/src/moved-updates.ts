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
 * @param refs what the refs are now
 */
export function movedUpdates<Push extends RecordedPush>(
  pushes: readonly Push[],
  refs: ReadonlyMap<string, string>,
): ReadonlyMap<Push, readonly RefUpdate[]> {
  const values = new Map(refs);
  const moved = new Map<Push, readonly RefUpdate[]>();
  for (const push of [...pushes].reverse()) {
    const updates = push.isReported
      ? push.updates
      : push.updates.filter(({ ref, after }) => (values.get(ref) ?? ZERO_SHA) === after);
    for (const { ref, before } of updates) values.set(ref, before);
    moved.set(push, updates);
  }
  return moved;
}

import { ZERO_SHA, type RefUpdate } from '#domain';

/**
 * What a `proc-receive` hook has really done. Git reports what the hook answers, which may name any refs, old values that are
 * those of other refs, and moves that never took place.
 */
export class HookMoves {
  private readonly announced: ReadonlySet<string>;

  /** @param refsBefore all that there were before git began */
  constructor(
    announced: readonly RefUpdate[],
    private readonly refsBefore: ReadonlyMap<string, string>,
  ) {
    this.announced = new Set(announced.map(({ ref }) => ref));
  }

  /** @param valueOf what a ref is now; null for none */
  real(reported: readonly RefUpdate[], valueOf: (ref: string) => string | null): readonly RefUpdate[] {
    const counts = new Map<string, number>();
    for (const { ref } of reported) counts.set(ref, (counts.get(ref) ?? 0) + 1);
    return reported.flatMap((update): RefUpdate[] => {
      const { ref, after } = update;
      // Between several moves of one ref nobody has looked.
      if (counts.get(ref) !== 1) return [update];
      const before = this.refsBefore.get(ref) ?? ZERO_SHA;
      // One that is neither what it was nor what the hook says has been moved on by a later push.
      const hasMoved = before !== after && (valueOf(ref) ?? ZERO_SHA) !== before;
      if (!hasMoved) return [];
      // Where the push itself names the ref, git has compared its old value as it moved it.
      return [this.announced.has(ref) ? update : { ref, before, after }];
    });
  }
}

import { ZERO_SHA, type RefUpdate } from '#domain';

/**
 * The real moves of a `proc-receive` hook. Git reports what the hook answers, which may name any refs, old values of
 * other refs, and moves that never took place.
 */
export class HookMoves {
  private readonly announced: ReadonlySet<string>;

  /** @param refsBefore all refs before git started */
  constructor(
    announced: readonly RefUpdate[],
    private readonly refsBefore: ReadonlyMap<string, string>,
  ) {
    this.announced = new Set(announced.map(({ ref }) => ref));
  }

  /** @param valueOf the current value of a ref; null for none */
  real(reported: readonly RefUpdate[], valueOf: (ref: string) => string | null): readonly RefUpdate[] {
    const counts = new Map<string, number>();
    for (const { ref } of reported) counts.set(ref, (counts.get(ref) ?? 0) + 1);
    return reported.flatMap((update): RefUpdate[] => {
      const { ref, after } = update;
      // The values between several moves of one ref are unknown.
      if (counts.get(ref) !== 1) return [update];
      const before = this.refsBefore.get(ref) ?? ZERO_SHA;
      // A ref with neither its old value nor the hook's has been moved by a later push.
      const hasMoved = before !== after && (valueOf(ref) ?? ZERO_SHA) !== before;
      if (!hasMoved) return [];
      // For a ref that the push names, git has checked the old value.
      return [this.announced.has(ref) ? update : { ref, before, after }];
    });
  }
}

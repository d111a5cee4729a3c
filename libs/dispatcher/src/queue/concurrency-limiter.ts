import { Injectable } from '@nestjs/common';
import type { OnStateReplaced } from '#domain';
import { DispatchSettings } from '../dispatch-settings.js';

/** Requests that run at the same time. */
const SLOTS = 16;
/** Slots that hooks with a slow receiver may hold together: fast receivers do not wait for slow ones. */
const SLOTS_OF_THE_SLOW = 12;

/** A delivery that waits for a slot. */
export interface Candidate {
  readonly hookId: number;
  readonly repository: string;
}

export interface Slot {
  /** The request has ended in time, if it still has the slot: the hook is no longer slow. */
  noteEnd(): void;
  /** Frees the slot. A slow request has lost its slot before. */
  free(): void;
}

/**
 * Limits how many requests run at the same time, and shares the slots fairly between repositories, however many hooks
 * each has.
 */
@Injectable()
export class ConcurrencyLimiter implements OnStateReplaced {
  private readonly held = new Map<string, number>();
  /** Hooks whose last request was slow. */
  private readonly slow = new Set<number>();
  private heldBySlow = 0;
  private count = 0;

  constructor(private readonly settings: DispatchSettings) {}

  /**
   * Removes the next candidate from `line` and returns it: the first one of the repository that holds the fewest
   * slots.
   * @returns null when no candidate may start now
   */
  next<C extends Candidate>(line: C[]): C | null {
    if (this.count === SLOTS) return null;
    let best = -1;
    let fewest = Infinity;
    let looked: string | null = null;
    for (let index = 0; index < line.length && fewest > 0; index += 1) {
      const candidate = line[index];
      // Of each repository only the first candidate counts.
      if (candidate === undefined || candidate.repository === looked || !this.mayTake(candidate)) continue;
      looked = candidate.repository;
      const held = this.held.get(looked) ?? 0;
      if (held < fewest) [best, fewest] = [index, held];
    }
    return best === -1 ? null : (line.splice(best, 1)[0] ?? null);
  }

  /** Ids of hooks are used again. */
  onStateReplaced(): void {
    this.slow.clear();
  }

  private mayTake({ hookId }: Candidate): boolean {
    return this.heldBySlow < SLOTS_OF_THE_SLOW || !this.slow.has(hookId);
  }

  /** @param freed called once, when the slot is free again */
  take({ hookId, repository }: Candidate, freed: () => void): Slot {
    const isSlow = this.slow.has(hookId);
    this.change(repository, isSlow, 1);
    let isHeld = true;
    const giveBack = () => {
      isHeld = false;
      clearTimeout(timer);
      this.change(repository, isSlow, -1);
      freed();
    };
    const timer = setTimeout(() => {
      this.slow.add(hookId);
      giveBack();
    }, this.settings.timings.slowAfter);
    timer.unref();
    return {
      noteEnd: () => {
        if (isHeld) this.slow.delete(hookId);
      },
      free: () => {
        if (isHeld) giveBack();
      },
    };
  }

  private change(repository: string, isSlow: boolean, by: 1 | -1): void {
    const held = (this.held.get(repository) ?? 0) + by;
    if (held === 0) this.held.delete(repository);
    else this.held.set(repository, held);
    if (isSlow) this.heldBySlow += by;
    this.count += by;
  }
}

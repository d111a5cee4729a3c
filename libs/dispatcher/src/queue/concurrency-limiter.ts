import { Injectable } from '@nestjs/common';
import type { OnStateReplaced } from '#domain';
import { DispatchSettings } from '../dispatch-settings.js';

/** Requests at once in all. */
const SLOTS = 16;
/** How many slots hooks may have whose last receiver let everybody wait: those that answer are not to wait for them. */
const SLOTS_OF_THE_SLOW = 12;

/** Who asks for a slot. */
export interface Contender {
  readonly hookId: number;
  readonly repository: string;
}

export interface Slot {
  /** Gives it back, if it has not been too slow for that; the answer is there, or none will come. */
  free(): void;
}

/** Who may send now: fair to repositories, however many hooks one of them has. */
@Injectable()
export class ConcurrencyLimiter implements OnStateReplaced {
  private readonly held = new Map<string, number>();
  /** Hooks whose last request was given up on. */
  private readonly slow = new Set<number>();
  private heldBySlow = 0;
  private count = 0;

  constructor(private readonly settings: DispatchSettings) {}

  /** Takes out of a line the one who is next: of the repository that has the fewest slots, the first. Null when none may. */
  next<C extends Contender>(line: C[]): C | null {
    if (this.count === SLOTS) return null;
    let best = -1;
    let fewest = Infinity;
    let looked: string | null = null;
    for (let index = 0; index < line.length && fewest > 0; index += 1) {
      const contender = line[index];
      // The one before it has spoken for all of its repository.
      if (contender === undefined || contender.repository === looked || !this.mayTake(contender)) continue;
      looked = contender.repository;
      const held = this.held.get(looked) ?? 0;
      if (held < fewest) [best, fewest] = [index, held];
    }
    return best === -1 ? null : (line.splice(best, 1)[0] ?? null);
  }

  /** Numbers of hooks come again. */
  onStateReplaced(): void {
    this.slow.clear();
  }

  private mayTake({ hookId }: Contender): boolean {
    return this.heldBySlow < SLOTS_OF_THE_SLOW || !this.slow.has(hookId);
  }

  /** @param freed called once, when the slot is free again */
  take({ hookId, repository }: Contender, freed: () => void): Slot {
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
      free: () => {
        if (!isHeld) return;
        this.slow.delete(hookId);
        giveBack();
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

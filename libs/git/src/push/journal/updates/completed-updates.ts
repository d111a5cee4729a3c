import { LRUCache } from 'lru-cache';
import { fullName, type RefUpdate, type RepositoryPath } from '#domain';
import type { AcceptedPush, RecordedPush } from '../push-states.js';

/** How many refs the last move is remembered of. */
const MOST_REFS = 10_000;

/** What was completed of a push. */
interface Completed {
  readonly refs: ReadonlySet<string>;
  readonly isWhole: boolean;
}

const NONE: Completed = { refs: new Set(), isWhole: false };

/**
 * The updates that the receiver has taken over. A record may have to stay after that: git has not ended, or it shows what
 * became of others.
 */
export class CompletedUpdates {
  /** By id of a push whose record is still there. */
  private readonly pushes = new Map<string, Completed>();
  /** By repository and ref, how it was moved last. */
  private readonly lastMoves = new LRUCache<string, RefUpdate>({ max: MOST_REFS });

  has(id: string): boolean {
    return this.pushes.has(id);
  }

  /** Whether all was completed that the push has ever moved. */
  isWhole(id: string): boolean {
    return this.of(id).isWhole;
  }

  refs(id: string): ReadonlySet<string> {
    return this.of(id).refs;
  }

  /** Those updates of a push that are not completed. */
  pending({ id, updates }: Pick<RecordedPush, 'id' | 'updates'>): readonly RefUpdate[] {
    const { refs } = this.of(id);
    return updates.filter(({ ref }) => !refs.has(ref));
  }

  /** @param updates those of the push that were completed now */
  add({ id, at, isWhole }: AcceptedPush, updates: readonly RefUpdate[]): void {
    for (const update of updates) this.lastMoves.set(keyOf(at, update.ref), update);
    const refs = new Set([...this.refs(id), ...updates.map(({ ref }) => ref)]);
    this.pushes.set(id, { refs, isWhole });
  }

  /** How a ref was moved last, as far as that is remembered. */
  lastMove(at: RepositoryPath, ref: string): RefUpdate | undefined {
    return this.lastMoves.peek(keyOf(at, ref));
  }

  forgetPush(id: string): void {
    this.pushes.delete(id);
  }

  forgetMoves(at: RepositoryPath): void {
    const keys = [...this.lastMoves.keys()].filter((key) => key.startsWith(keyOf(at, '')));
    for (const key of keys) this.lastMoves.delete(key);
  }

  clear(): void {
    this.pushes.clear();
    this.lastMoves.clear();
  }

  private of(id: string): Completed {
    return this.pushes.get(id) ?? NONE;
  }
}

const keyOf = (at: RepositoryPath, ref: string): string => `${fullName(at)} ${ref}`;

import { LRUCache } from 'lru-cache';
import { fullName, type RefUpdate, type RepositoryPath } from '#domain';
import type { AcceptedPush, RecordedPush } from '../push-states.js';

/** Refs whose last move is remembered. */
const MOST_REFS = 10_000;

/** The completed part of a push. */
interface Completed {
  readonly refs: ReadonlySet<string>;
  readonly isWhole: boolean;
}

const NONE: Completed = { refs: new Set(), isWhole: false };

/**
 * The updates that the receiver has recorded. The journal's record may have to stay: git has not ended, or it proves
 * the result of other pushes.
 */
export class CompletedUpdates {
  /** By id of a push whose record still exists. */
  private readonly pushes = new Map<string, Completed>();
  /** By repository and ref, its last move. */
  private readonly lastMoves = new LRUCache<string, RefUpdate>({ max: MOST_REFS });

  has(id: string): boolean {
    return this.pushes.has(id);
  }

  /** Whether every move of the push is completed. */
  isWhole(id: string): boolean {
    return this.of(id).isWhole;
  }

  refs(id: string): ReadonlySet<string> {
    return this.of(id).refs;
  }

  /** The updates of a push that are not completed. */
  pending({ id, updates }: Pick<RecordedPush, 'id' | 'updates'>): readonly RefUpdate[] {
    const { refs } = this.of(id);
    return updates.filter(({ ref }) => !refs.has(ref));
  }

  /** @param updates of the push, completed now */
  add({ id, at, isWhole }: AcceptedPush, updates: readonly RefUpdate[]): void {
    for (const update of updates) this.lastMoves.set(keyOf(at, update.ref), update);
    const refs = new Set([...this.refs(id), ...updates.map(({ ref }) => ref)]);
    this.pushes.set(id, { refs, isWhole });
  }

  /** The last move of a ref, as far as it is remembered. */
  lastMove(at: RepositoryPath, ref: string): RefUpdate | undefined {
    return this.lastMoves.peek(keyOf(at, ref));
  }

  forgetPush(id: string): void {
    this.pushes.delete(id);
  }

  forgetMoves(at: RepositoryPath): void {
    for (const key of this.keysOf(at)) this.lastMoves.delete(key);
  }

  /** The repository has another address. */
  rename(from: RepositoryPath, to: RepositoryPath): void {
    for (const key of this.keysOf(from)) {
      const move = this.lastMoves.peek(key);
      if (move !== undefined) this.lastMoves.set(keyOf(to, move.ref), move);
      this.lastMoves.delete(key);
    }
  }

  clear(): void {
    this.pushes.clear();
    this.lastMoves.clear();
  }

  private keysOf(at: RepositoryPath): readonly string[] {
    return [...this.lastMoves.keys()].filter((key) => key.startsWith(keyOf(at, '')));
  }

  private of(id: string): Completed {
    return this.pushes.get(id) ?? NONE;
  }
}

const keyOf = (at: RepositoryPath, ref: string): string => `${fullName(at)} ${ref}`;

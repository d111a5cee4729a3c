import { LRUCache } from 'lru-cache';
import { fullName, type RefUpdate, type RepositoryPath } from '#domain';
import type { AcceptedPush, RecordedPush } from '../push-states.js';

/** Refs whose last move is remembered. */
const MOST_REFS = 10_000;

/** A move with its place among all of them. */
interface Move {
  readonly number: number;
  readonly update: RefUpdate;
}

/** The completed part of a push. */
interface Completed {
  readonly refs: ReadonlySet<string>;
  readonly moves: readonly Move[];
  readonly at: RepositoryPath;
  readonly isWhole: boolean;
}

/**
 * The updates that the receiver has recorded. The journal's record may have to stay: git has not ended, or it proves
 * the result of other pushes.
 */
export class CompletedUpdates {
  /** By id of a push whose record still exists. */
  private readonly pushes = new Map<string, Completed>();
  /** By repository and ref, its last move of which no record exists. */
  private readonly lastMoves = new LRUCache<string, Move>({ max: MOST_REFS });
  private count = 0;

  has(id: string): boolean {
    return this.pushes.has(id);
  }

  /** Whether every move of the push is completed. */
  isWhole(id: string): boolean {
    return this.pushes.get(id)?.isWhole === true;
  }

  refs(id: string): ReadonlySet<string> {
    return this.pushes.get(id)?.refs ?? new Set();
  }

  /** The updates of a push that are not completed. */
  pending({ id, updates }: Pick<RecordedPush, 'id' | 'updates'>): readonly RefUpdate[] {
    const refs = this.refs(id);
    return updates.filter(({ ref }) => !refs.has(ref));
  }

  /** @param updates of the push, completed now */
  add({ id, at, isWhole }: AcceptedPush, updates: readonly RefUpdate[]): void {
    const refs = new Set([...this.refs(id), ...updates.map(({ ref }) => ref)]);
    const moves = updates.map((update) => ({ number: (this.count += 1), update }));
    this.pushes.set(id, { refs, moves: [...(this.pushes.get(id)?.moves ?? []), ...moves], at, isWhole });
  }

  /** The last move of a ref of which no record exists any more, as far as it is remembered. */
  lastMove(at: RepositoryPath, ref: string): RefUpdate | undefined {
    return this.lastMoves.peek(keyOf(at, ref))?.update;
  }

  /** The record of the push is removed. */
  forgetPush(id: string): void {
    const push = this.pushes.get(id);
    if (push === undefined) return;
    this.pushes.delete(id);
    for (const move of push.moves) {
      const key = keyOf(push.at, move.update.ref);
      if ((this.lastMoves.peek(key)?.number ?? 0) < move.number) this.lastMoves.set(key, move);
    }
  }

  /** The repository is deleted. */
  forgetMoves(at: RepositoryPath): void {
    for (const key of this.keysOf(at)) this.lastMoves.delete(key);
    this.replaceOf(at, (push) => ({ ...push, moves: [] }));
  }

  /** The repository has another address. */
  rename(from: RepositoryPath, to: RepositoryPath): void {
    for (const key of this.keysOf(from)) {
      const move = this.lastMoves.peek(key);
      if (move !== undefined) this.lastMoves.set(keyOf(to, move.update.ref), move);
      this.lastMoves.delete(key);
    }
    this.replaceOf(from, (push) => ({ ...push, at: to }));
  }

  clear(): void {
    this.pushes.clear();
    this.lastMoves.clear();
  }

  private keysOf(at: RepositoryPath): readonly string[] {
    return [...this.lastMoves.keys()].filter((key) => key.startsWith(keyOf(at, '')));
  }

  private replaceOf(at: RepositoryPath, change: (push: Completed) => Completed): void {
    for (const [id, push] of this.pushes)
      if (fullName(push.at) === fullName(at)) this.pushes.set(id, change(push));
  }
}

const keyOf = (at: RepositoryPath, ref: string): string => `${fullName(at)} ${ref}`;

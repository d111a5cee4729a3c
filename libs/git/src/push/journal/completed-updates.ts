import { fullName, type RefUpdate, type RepositoryPath } from '#domain';
import type { AcceptedPush, RecordedPush } from './push-states.js';

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
  /** By repository and ref, how it was moved last; the ref that was moved last is at the end. */
  private readonly lastMoves = new Map<string, RefUpdate>();

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
    for (const update of updates) this.rememberMove(at, update);
    const refs = new Set([...this.refs(id), ...updates.map(({ ref }) => ref)]);
    this.pushes.set(id, { refs, isWhole });
  }

  /** How a ref was moved last, as far as that is remembered. */
  lastMove(at: RepositoryPath, ref: string): RefUpdate | undefined {
    return this.lastMoves.get(keyOf(at, ref));
  }

  forgetPush(id: string): void {
    this.pushes.delete(id);
  }

  forgetMoves(at: RepositoryPath): void {
    for (const key of this.lastMoves.keys()) if (key.startsWith(keyOf(at, ''))) this.lastMoves.delete(key);
  }

  private of(id: string): Completed {
    return this.pushes.get(id) ?? NONE;
  }

  private rememberMove(at: RepositoryPath, update: RefUpdate): void {
    const key = keyOf(at, update.ref);
    this.lastMoves.delete(key);
    this.lastMoves.set(key, update);
    const [oldest] = this.lastMoves.keys();
    if (this.lastMoves.size > MOST_REFS && oldest !== undefined) this.lastMoves.delete(oldest);
  }
}

const keyOf = (at: RepositoryPath, ref: string): string => `${fullName(at)} ${ref}`;

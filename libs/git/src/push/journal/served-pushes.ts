import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { fullName, type RefUpdate, type RepositoryPath } from '#domain';
import type { HookMoves } from './updates/hook-moves.js';
import type { RecordedPush } from './push-states.js';

const SERVED = 'served-';

/** Whether a server serves that push, this one or another. Such an id is unique for ever. */
export const isServedId = (id: string): boolean => id.startsWith(SERVED);

/** Calls as if from where it was taken. */
type Context = <Result>(call: () => Result) => Result;

/**
 * The pushes that this process serves, which says itself how they ended. They are known here only: another process sees
 * their records, and by the process id whether they are still under way.
 */
export class ServedPushes {
  /** By id, the repository of those that have not ended. */
  private readonly repositories = new Map<string, string>();
  /** Those among them whose repository was deleted. */
  private readonly ofDeleted = new Set<string>();
  /**
   * By id, who asked for it, as far as others keep that in async contexts: the caller who sees a push first records it, but
   * on behalf of those who made it.
   */
  private readonly contexts = new Map<string, Context>();
  private readonly noContext: Context = AsyncLocalStorage.snapshot();
  private readonly hookMoves = new Map<string, HookMoves>();

  /** @returns the id of a new push */
  begin(at: RepositoryPath): string {
    const id = SERVED + randomUUID();
    this.repositories.set(id, fullName(at));
    this.contexts.set(id, AsyncLocalStorage.snapshot());
    return id;
  }

  /** Whether it is served here and has not ended. */
  has(id: string): boolean {
    return this.repositories.has(id);
  }

  /** Whether a push goes to that repository, as far as can be said without reading its record. */
  mayGoTo(at: RepositoryPath, id: string): boolean {
    return [undefined, fullName(at)].includes(this.repositories.get(id));
  }

  markDeleted(at: RepositoryPath): void {
    for (const [id, repository] of this.repositories) if (repository === fullName(at)) this.ofDeleted.add(id);
  }

  /** Whether the repository that it began with was deleted. */
  isOfDeleted(id: string): boolean {
    return this.ofDeleted.has(id);
  }

  /** The push has ended; its context and its hook's moves stay until it is on record. */
  end(id: string): void {
    this.repositories.delete(id);
    this.ofDeleted.delete(id);
  }

  /** Does `work` on behalf of whoever made the push. */
  inContext<Result>(id: string, work: () => Result): Result {
    return (this.contexts.get(id) ?? this.noContext)(work);
  }

  forgetContext(id: string): void {
    this.contexts.delete(id);
  }

  setHookMoves(id: string, moves: HookMoves): void {
    this.hookMoves.set(id, moves);
  }

  forgetHookMoves(id: string): void {
    this.hookMoves.delete(id);
  }

  /** What is kept of pushes that have ended. */
  clear(): void {
    this.contexts.clear();
    this.hookMoves.clear();
  }

  /** What git has reported, without what only a hook says. @param valueOf what a ref is now; null for none */
  realUpdates({ id, updates }: RecordedPush, valueOf: (ref: string) => string | null): readonly RefUpdate[] {
    return this.hookMoves.get(id)?.real(updates, valueOf) ?? updates;
  }
}

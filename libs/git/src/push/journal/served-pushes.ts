import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { fullName, type RefUpdate, type RepositoryPath } from '#domain';
import type { HookMoves } from './updates/hook-moves.js';
import type { RecordedPush } from './push-states.js';

const SERVED = 'served-';

/** Whether a server, this one or another, serves the push. Such an id is unique. */
export const isServedId = (id: string): boolean => id.startsWith(SERVED);

/** Runs a function in the async context in which it was captured. */
type Context = <Result>(call: () => Result) => Result;

/**
 * The pushes that this process serves and concludes itself. They are known in this process only: another one sees
 * their records, and by the process id whether they are still under way.
 */
export class ServedPushes {
  /** By id, the repository of pushes under way. */
  private readonly repositories = new Map<string, string>();
  /** Pushes under way whose repository was deleted. */
  private readonly ofDeleted = new Set<string>();
  /**
   * By id, the async context of the request: whichever call records the push, it runs on behalf of the one that made
   * it.
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

  /** Whether this process serves it and it has not ended. */
  has(id: string): boolean {
    return this.repositories.has(id);
  }

  /** Whether a push may be to that repository, without reading its record. */
  mayGoTo(at: RepositoryPath, id: string): boolean {
    return [undefined, fullName(at)].includes(this.repositories.get(id));
  }

  /** Whether one that has not ended goes to that repository. */
  hasTo(at: RepositoryPath): boolean {
    return [...this.repositories.values()].includes(fullName(at));
  }

  markDeleted(at: RepositoryPath): void {
    for (const [id, repository] of this.repositories) if (repository === fullName(at)) this.ofDeleted.add(id);
  }

  /** Whether its repository was deleted. */
  isOfDeleted(id: string): boolean {
    return this.ofDeleted.has(id);
  }

  /** Call it when the push has ended; its context and its hook's moves stay until it is recorded. */
  end(id: string): void {
    this.repositories.delete(id);
    this.ofDeleted.delete(id);
  }

  /** Runs `work` in the async context of the push's request. */
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

  /** Drops what is kept of ended pushes. */
  clear(): void {
    this.contexts.clear();
    this.hookMoves.clear();
  }

  /** Git's report without moves that only a hook claims. @param valueOf the current value of a ref; null for none */
  realUpdates({ id, updates }: RecordedPush, valueOf: (ref: string) => string | null): readonly RefUpdate[] {
    return this.hookMoves.get(id)?.real(updates, valueOf) ?? updates;
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { EntityManager } from 'typeorm';
import { StorageError, UnitOfWork } from '#domain';
import { DatabaseSettings } from './database-settings.js';
import { LOCKED, storageErrorOf } from './storage-error-of.js';
import { Transactions } from './transactions.js';

/** The delay before the lock is tried again: the first, and the longest. */
const SHORTEST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * SQLite has one writer, and TypeORM shares one connection, on which two transactions would be one. So transactions
 * queue here. With a connection pool the queue could go, without a change for callers.
 */
@Injectable()
export class SerialUnitOfWork extends UnitOfWork<EntityManager> {
  private last: Promise<unknown> = Promise.resolve();
  private queued = 0;
  private readonly afterwards = new WeakMap<EntityManager, (() => void)[]>();
  private readonly rollbacks = new Subject<void>();
  /** The error of the last write; null when it succeeded. */
  private failure: StorageError | null = null;

  constructor(
    private readonly transactions: Transactions,
    private readonly settings: DatabaseSettings,
  ) {
    super();
  }

  override run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.enqueue(work, this.settings.lockWaitMs);
  }

  override afterCommit(tx: EntityManager, action: () => void): void {
    const actions = this.afterwards.get(tx) ?? [];
    actions.push(action);
    this.afterwards.set(tx, actions);
  }

  override onRollback(listener: () => void): void {
    this.rollbacks.subscribe(listener);
  }

  override async requireWritable(): Promise<void> {
    if (this.failure === null) return;
    // Waiting transactions meet the error themselves.
    if (this.queued === 0) await this.enqueue(() => Promise.resolve(), 0).catch(() => undefined);
    if (this.failure !== null) throw this.failure;
  }

  /** @param lockWaitMs how long to wait for another process's lock */
  private enqueue<T>(work: (tx: EntityManager) => Promise<T>, lockWaitMs: number): Promise<T> {
    const deadline = performance.now() + lockWaitMs;
    this.queued += 1;
    const result = this.last.then(() => this.transaction(work, deadline));
    this.last = result.catch(() => undefined).then(() => (this.queued -= 1));
    return result;
  }

  private async transaction<T>(work: (tx: EntityManager) => Promise<T>, deadline: number): Promise<T> {
    let actions: (() => void)[];
    let result: T;
    try {
      const tx = await this.begin(deadline);
      result = await work(tx);
      // A transaction without writes proves nothing.
      if (this.failure !== null) await this.transactions.writeLittle();
      await this.transactions.commit();
      this.failure = null;
      actions = this.afterwards.get(tx) ?? [];
    } catch (error) {
      await this.undo();
      throw this.noted(error);
    }
    runAll(actions);
    return result;
  }

  private async begin(deadline: number): Promise<EntityManager> {
    for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const tx = await this.transactions.begin();
      if (tx !== null) return tx;
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw new StorageError({ trouble: 'unavailable', why: LOCKED });
      await wait(Math.min(pauseMs, leftMs));
    }
  }

  private async undo(): Promise<void> {
    // If that fails, too, the next transaction tries again.
    await this.transactions.rollBack().catch(() => undefined);
    this.rollbacks.next();
  }

  private noted(error: unknown): unknown {
    const storageError = storageErrorOf(error);
    if (storageError === null) return error;
    this.failure = storageError;
    return storageError;
  }
}

/** Runs all of them, whatever one does: what they follow has happened. Throws the first error. */
function runAll(actions: readonly (() => void)[]): void {
  const errors = actions.flatMap((action) => {
    try {
      action();
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (errors.length > 0) throw errors[0];
}

import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { PushJournal, RepositoryTrees } from '#git';
import { CircuitBreaker } from '#webhooks';
import { SettableClock } from '../control/clock/settable-clock.js';
import { DatabaseSnapshots } from '../database/database-snapshots.js';
import { Generation } from './generation.js';
import type { SavedState } from './snapshot-folder.js';
import { StateListeners } from './state-listeners.js';

const ROWS = 'rows.sqlite';
const REPOSITORIES = 'repositories';

/**
 * The state of the server: rows, repositories and the clock. The commit of the rows decides; it names the staged tree
 * of repositories, which is then moved into place.
 */
@Injectable()
export class ServerState {
  constructor(
    private readonly rows: DatabaseSnapshots,
    private readonly trees: RepositoryTrees,
    private readonly journal: PushJournal,
    private readonly clock: SettableClock,
    private readonly generation: Generation,
    private readonly breaker: CircuitBreaker,
    private readonly listeners: StateListeners,
  ) {}

  /** Completes an interrupted replacement. Call it before anything reads the repositories. */
  async recover(): Promise<void> {
    await this.generation.read();
    this.putInPlace();
  }

  /** Copies the state into an empty folder. Nothing may change meanwhile. */
  async copyTo(folder: string): Promise<Omit<SavedState, 'content'>> {
    const repositories = await this.trees.copyTo(join(folder, REPOSITORIES));
    await this.rows.take(join(folder, ROWS));
    return { repositories, createdAt: this.clock.now().toISOString(), clock: this.clock.state };
  }

  /**
   * Does everything that is possible before the replacement, and most of what can fail.
   * @returns the argument of `replace`
   */
  async prepare(folder: string): Promise<string> {
    await this.rows.upgrade(join(folder, ROWS));
    return this.trees.stage(join(folder, REPOSITORIES));
  }

  /** Discards a prepared state. Keeps a tree whose rows are committed: the next start moves it into place. */
  async discard(staged: string): Promise<void> {
    if (this.generation.staged !== staged) await this.trees.discard(staged);
  }

  /** Replaces the state. Nothing may be under way. */
  async replace(folder: string, { clock }: Pick<SavedState, 'clock'>, staged: string): Promise<void> {
    let begin = () => {};
    await this.rows.restore(join(folder, ROWS), async (tx) => {
      begin = await this.generation.next(staged, tx);
      await this.breaker.adopt(tx);
    });
    begin();
    this.putInPlace();
    this.clock.restore(clock);
    this.listeners.stateReplaced();
    this.generation.announce();
  }

  /** Resolves when the replaced files are removed. */
  tidied(): Promise<void> {
    return this.trees.removed();
  }

  private putInPlace(): void {
    const { staged } = this.generation;
    // The recorded pushes belong to the replaced repositories.
    if (staged !== null) this.trees.replace(staged, () => this.journal.clear());
  }
}

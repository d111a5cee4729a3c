import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { PushJournal, RepositoryTrees } from '#git';
import { SettableClock } from '../control/clock/settable-clock.js';
import { DatabaseSnapshots } from '../database/database-snapshots.js';
import { Generation } from './generation.js';
import type { SavedState } from './snapshot-folder.js';
import { StateListeners } from './state-listeners.js';

const ROWS = 'rows.sqlite';
const REPOSITORIES = 'repositories';

/**
 * All that the server is at a moment: rows, repositories and the clock. The commit of the rows decides which state it is; it
 * names the tree of repositories that belongs to them, which then only has to be put in its place.
 */
@Injectable()
export class ServerState {
  constructor(
    private readonly rows: DatabaseSnapshots,
    private readonly trees: RepositoryTrees,
    private readonly journal: PushJournal,
    private readonly clock: SettableClock,
    private readonly generation: Generation,
    private readonly listeners: StateListeners,
  ) {}

  /** Goes on where a replacement was cut off. Has to be called before anything looks at the repositories. */
  async recover(): Promise<void> {
    await this.generation.read();
    this.putInPlace();
  }

  /** Writes it into an empty folder. Nothing may move meanwhile. */
  async copyTo(folder: string): Promise<Omit<SavedState, 'content'>> {
    const repositories = await this.trees.copyTo(join(folder, REPOSITORIES));
    await this.rows.take(join(folder, ROWS));
    return { repositories, createdAt: this.clock.now().toISOString(), clock: this.clock.state };
  }

  /** All that can be done before the state is replaced by another one, and most of what can fail. @returns what `replace` takes */
  async prepare(folder: string): Promise<string> {
    await this.rows.upgrade(join(folder, ROWS));
    return this.trees.stage(join(folder, REPOSITORIES));
  }

  /** For when it has come to nothing. A tree whose rows are committed is not touched: the next start puts it in its place. */
  async discard(staged: string): Promise<void> {
    if (this.generation.staged !== staged) await this.trees.discard(staged);
  }

  /** Nothing may be under way. */
  async replace(folder: string, { clock }: Pick<SavedState, 'clock'>, staged: string): Promise<void> {
    let begin = () => {};
    await this.rows.restore(join(folder, ROWS), async (tx) => {
      begin = await this.generation.next(staged, tx);
    });
    begin();
    this.putInPlace();
    this.clock.restore(clock);
    this.listeners.stateReplaced();
    this.generation.announce();
  }

  /** Resolves when what was replaced is off the disk. */
  tidied(): Promise<void> {
    return this.trees.removed();
  }

  private putInPlace(): void {
    const { staged } = this.generation;
    // What is on record of pushes is of the repositories that go.
    if (staged !== null) this.trees.replace(staged, () => this.journal.clear());
  }
}

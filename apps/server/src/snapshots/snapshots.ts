import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { Mutex } from 'async-mutex';
import { OngoingRequests } from '../http/limits/ongoing-requests.js';
import { ServerState } from './server-state.js';
import { SnapshotFolder, type NewState, type SavedState, type Snapshot } from './snapshot-folder.js';
import { ServerPause, type Copying, type CutOff } from './server-pause.js';
import { Loggers, type Logger } from '#domain';

/** The default time limit for work under way. */
export const GRACE_MS = 1_000;

const NO_BASE =
  'There is nothing to reset to, because the state of the start could not be kept; the log says why. ' +
  'Give the server a seed (PUT /_mock/seed), or start it again: it then resets to what it has at that start';

/** Takes and restores snapshots of rows and repositories, one operation at a time. */
@Injectable()
export class Snapshots {
  private readonly logger: Logger;
  private readonly mutex = new Mutex();
  /** The state for resets. Not listed: it belongs to this run. */
  private base: SavedState | null = null;
  private taking: Promise<void> | null = null;
  private readonly copying: Copying<SavedState> = {
    copy: () => this.copyStill(),
    discard: ({ content }) => this.folder.remove(content),
  };

  constructor(
    private readonly folder: SnapshotFolder,
    private readonly state: ServerState,
    private readonly pause: ServerPause,
    private readonly requests: OngoingRequests,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('snapshot');
  }

  /** Completes an interrupted reset or restore at the start, before anything reads repositories. */
  async recover(): Promise<void> {
    await this.state.recover();
    await this.folder.prepare();
  }

  /**
   * At the start, before the first request: the current state becomes that of resets.
   * @param isNew whether it is small because it was just made; a used one is copied only before the first change
   */
  async begin(isNew: boolean): Promise<void> {
    if (isNew) await this.needBase();
    else this.requests.beforeWrites(() => this.needBase());
  }

  /**
   * Restores the state of the start, or of the last seed.
   * @throws ServiceUnavailableException when the state of the start could not be copied
   */
  async reset(graceMs: number): Promise<CutOff> {
    await this.needBase();
    return this.mutex.runExclusive(async () => {
      if (this.base === null) throw new ServiceUnavailableException(NO_BASE);
      return this.replaceBy(this.base, graceMs);
    });
  }

  /**
   * Replaces everything by a new state, to which later resets return.
   * @param make writes it into an empty folder, like `ServerState.copyTo`; when it rejects, nothing changes
   */
  async rebaseOn(make: (folder: string) => Promise<NewState>, graceMs = GRACE_MS): Promise<CutOff> {
    return this.mutex.runExclusive(async () => {
      const content = await this.folder.create();
      try {
        const saved = { content, ...(await make(this.folder.place(content))) };
        const cutOff = await this.replaceBy(saved, graceMs);
        if (this.base !== null) await this.folder.remove(this.base.content);
        this.base = saved;
        this.taking = Promise.resolve();
        return cutOff;
      } catch (error) {
        await this.folder.remove(content);
        throw error;
      }
    });
  }

  /** @param name of a snapshot to remove, if it exists */
  async take(name: string, graceMs: number): Promise<Snapshot> {
    return this.mutex.runExclusive(async () => {
      const state = await this.pause.whileUnchanged(graceMs, this.copying);
      try {
        return await this.folder.save(name, state);
      } catch (error) {
        await this.folder.remove(state.content);
        throw error;
      }
    });
  }

  /** @throws ForgeError `not_found`; `conflict` when a newer version has made it */
  async restore(name: string, graceMs: number): Promise<CutOff> {
    await this.needBase();
    return this.mutex.runExclusive(async () => this.replaceBy(this.folder.get(name), graceMs));
  }

  /** By name. */
  list(): readonly Snapshot[] {
    return this.folder.list();
  }

  /** @throws ForgeError `not_found` */
  async delete(name: string): Promise<void> {
    await this.mutex.runExclusive(() => this.folder.delete(name));
  }

  /** At the stop: waits for the operation under way, and refuses others. */
  async close(): Promise<void> {
    await this.mutex.acquire();
    await this.state.tidied();
  }

  /** Tried once: a server works without it. */
  private needBase(): Promise<void> {
    this.taking ??= this.takeBase().catch((error: unknown) => {
      this.logger.error(`there is nothing to reset to: ${String(error)}`);
    });
    return this.taking;
  }

  /** Requests under way only read: every write waits for it. */
  private async takeBase(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.base ??= await this.pause.whileOnlyRead(GRACE_MS, this.copying);
    });
  }

  /** Copies the state; a failed copy leaves nothing. */
  private async copyStill(): Promise<SavedState> {
    const content = await this.folder.create();
    try {
      return { content, ...(await this.state.copyTo(this.folder.place(content))) };
    } catch (error) {
      await this.folder.remove(content);
      throw error;
    }
  }

  private async replaceBy(saved: SavedState, graceMs: number): Promise<CutOff> {
    // Waits for the removal, so that repeated resets do not fill the disk.
    await this.state.tidied();
    const place = this.folder.place(saved.content);
    const staged = await this.state.prepare(place);
    try {
      const cutOff = await this.pause.whileStopped(graceMs, () => this.state.replace(place, saved, staged));
      this.logger.log(
        `${saved.repositories} repositories and all rows are as they were at ${saved.createdAt}; ` +
          `cut off: ${cutOff.requests} requests, ${cutOff.deliveries} deliveries`,
      );
      return cutOff;
    } catch (error) {
      await this.state.discard(staged);
      throw error;
    }
  }
}

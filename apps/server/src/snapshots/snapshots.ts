import { Injectable } from '@nestjs/common';
import { Mutex } from 'async-mutex';
import { OngoingRequests } from '../http/limits/ongoing-requests.js';
import { ServerState } from './server-state.js';
import { SnapshotFolder, type NewState, type SavedState, type Snapshot } from './snapshot-folder.js';
import { ServerPause, type CutOff } from './server-pause.js';
import { Loggers, type Logger } from '#domain';

/** How long what is under way may take to end, unless whoever asks says otherwise. */
export const GRACE_MS = 1_000;

/** Copies of all rows and repositories, and the way back to them; one thing at a time. */
@Injectable()
export class Snapshots {
  private readonly logger: Logger;
  private readonly mutex = new Mutex();
  /** What a reset goes back to. In no list: it is of this run. */
  private base: SavedState | null = null;
  private taking: Promise<void> | null = null;
  /** Why there is none. */
  private baseFailure: unknown = null;

  constructor(
    private readonly folder: SnapshotFolder,
    private readonly state: ServerState,
    private readonly pause: ServerPause,
    private readonly requests: OngoingRequests,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('snapshot');
  }

  /** Part of the start: goes on where a reset or a restore was cut off. Has to come before anything looks at repositories. */
  async recover(): Promise<void> {
    await this.state.recover();
    await this.folder.prepare();
  }

  /**
   * Part of the start, before the first request: what is there is what a reset goes back to.
   * @param isNew whether it is small, having just been made. What has been worked with is copied only when somebody is about to
   *   change it
   */
  async begin(isNew: boolean): Promise<void> {
    if (isNew) await this.needBase();
    else this.requests.beforeWrites(() => this.needBase());
  }

  /** Back to what the server started with, or was rebased on. */
  async reset(graceMs: number): Promise<CutOff> {
    await this.needBase();
    return this.mutex.runExclusive(async () => {
      if (this.base === null) throw this.baseFailure;
      return this.replaceBy(this.base, graceMs);
    });
  }

  /**
   * Replaces everything by a state that is made elsewhere; from then on a reset goes back to it.
   * @param make writes it into an empty folder, as `ServerState.copyTo` does; where it rejects, nothing changes
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

  /** @param name of one that goes, if there is one */
  async take(name: string, graceMs: number): Promise<Snapshot> {
    return this.mutex.runExclusive(async () => {
      const state = await this.copy(graceMs);
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

  /** Part of the stop: lets what is under way end, and nothing begin. */
  async close(): Promise<void> {
    await this.mutex.acquire();
    await this.state.tidied();
  }

  /** Once. A server works without. */
  private needBase(): Promise<void> {
    this.taking ??= this.takeBase().catch((error: unknown) => {
      this.logger.error(`there is nothing to reset to: ${String(error)}`);
      this.baseFailure = error;
    });
    return this.taking;
  }

  private async takeBase(): Promise<void> {
    await this.mutex.runExclusive(async () => {
      this.base ??= await this.copy(GRACE_MS);
    });
  }

  private copy(graceMs: number): Promise<SavedState> {
    return this.pause.whileUnchanged(graceMs, {
      copy: () => this.copyStill(),
      discard: ({ content }) => this.folder.remove(content),
    });
  }

  /** What there is; where it cannot be copied, nothing stays. */
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
    // So that resets in a row do not pile up what they replace.
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

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { ServerStart } from '../core.module.js';
import { fillDataFolder } from '../database/fill-data-folder.js';
import { StartError } from '../process/start-error.js';
import { ServerState } from '../snapshots/server-state.js';
import type { NewState } from '../snapshots/snapshot-folder.js';
import { SeedStaging } from './seed-staging.js';
import type { ReadSeed } from './read-seed.js';
import { SeedError } from './seed-error.js';

/** Seeds staging servers in folders of their own. Loads the code when needed: most servers use no seed. */
export class FolderSeedStaging extends SeedStaging {
  /** @param start of the server that gets the result */
  constructor(private readonly start: Omit<ServerStart, 'seedStaging'>) {
    super();
  }

  /**
   * Fills the server's folder, which has no database yet.
   * @param seed the name of a file, or the seed itself
   * @throws StartError that names the seed, the line and the field
   */
  async seedFirst(seed: string | object): Promise<void> {
    try {
      const { readSeed } = await import('./read-seed.js');
      const read = await readSeed(seed);
      await fillDataFolder(this.start.place.dataFolder, (draft) =>
        this.stageIn(draft, read, () => Promise.resolve()),
      );
    } catch (error) {
      if (!(error instanceof SeedError)) throw error;
      throw new StartError(`the seed${typeof seed === 'string' ? ` ${seed}` : ''}: ${error.message}`);
    }
  }

  override async stage(read: ReadSeed, folder: string): Promise<NewState> {
    // The next start removes what a crash leaves there.
    const draft = await mkdtemp(join(this.start.place.dataFolder, 'staging', 'seed-'));
    try {
      return await this.stageIn(draft, read, (staging) => staging.get(ServerState).copyTo(folder));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  private async stageIn<T>(
    dataFolder: string,
    read: ReadSeed,
    finish: (staging: INestApplicationContext) => Promise<T>,
  ): Promise<T> {
    const { seedOnStagingServer } = await import('./staging-server.js');
    const place = { ...this.start.place, dataFolder };
    return seedOnStagingServer(read, { ...this.start, place, seedStaging: this }, finish);
  }
}

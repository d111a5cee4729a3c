import type { NewState } from '../snapshots/snapshot-folder.js';
import type { ReadSeed } from './read-seed.js';

/** Where a seed for a server that runs is applied first, so that the server gets all of it or nothing. */
export abstract class SeedStaging {
  /** @param folder gets what `ServerState` copies @throws SeedError */
  abstract stage(read: ReadSeed, folder: string): Promise<NewState>;
}

import type { NewState } from '../snapshots/snapshot-folder.js';
import type { ReadSeed } from './read-seed.js';

/** Applies a seed for a running server somewhere else first, so that the server gets all of it or nothing. */
export abstract class SeedStaging {
  /** @param folder gets what `ServerState` copies @throws SeedError */
  abstract stage(read: ReadSeed, folder: string): Promise<NewState>;
}

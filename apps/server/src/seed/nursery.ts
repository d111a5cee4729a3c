import type { ReadSeed } from './read-seed.js';

/** Where seeds are planted first, so that a server gets all of one or nothing. */
export abstract class Nursery {
  /**
   * Fills an empty folder with what a server has that started with this seed: its database and its repositories.
   * @throws SeedError
   */
  abstract plant(read: ReadSeed, folder: string): Promise<void>;
}

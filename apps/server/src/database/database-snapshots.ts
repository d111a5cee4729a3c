import type { EntityManager } from 'typeorm';

/** Copies of all rows. A port: each kind of database has its own. */
export abstract class DatabaseSnapshots {
  /** Writes all rows that are committed into a new file. */
  abstract take(file: string): Promise<void>;

  /**
   * Makes such a file of an older version as this version would have made it.
   * @throws ForgeError `conflict` when a newer version has made it
   */
  abstract upgrade(file: string): Promise<void>;

  /**
   * Puts the rows of such a file in the place of all that there are, with the numbers that the next ones get; all or nothing.
   * @param alongside what else is to happen in the same transaction, once they are there
   */
  abstract restore(file: string, alongside: (tx: EntityManager) => Promise<void>): Promise<void>;
}

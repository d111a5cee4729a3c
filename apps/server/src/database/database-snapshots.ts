import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** Copies and restores all rows, and counts their ids. A port with one implementation per kind of database. */
export abstract class DatabaseSnapshots {
  /** Copies all committed rows into a new file. */
  abstract take(file: string): Promise<void>;

  /**
   * Migrates such a file to this version.
   * @throws ForgeError `conflict` when a newer version has made it
   */
  abstract upgrade(file: string): Promise<void>;

  /**
   * Replaces all rows and id counters by those of such a file; all or nothing.
   * @param alongside runs in the same transaction, after the rows are replaced
   */
  abstract restore(file: string, alongside: (tx: EntityManager) => Promise<void>): Promise<void>;

  /** The greatest id that a table has given, be its row there or removed; 0 before the first. */
  abstract lastId(entity: EntityTarget<ObjectLiteral>): Promise<number>;
}

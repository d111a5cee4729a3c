import type { EntityManager } from 'typeorm';

/** How a database begins and ends a transaction; there is one at most. A port: each kind of database has its own. */
export abstract class Transactions {
  /** @returns what works in it; null while somebody else writes: to be tried again */
  abstract begin(): Promise<EntityManager | null>;

  /** Rejects when nothing was committed. */
  abstract commit(): Promise<void>;

  /** Undoes what is open, if the database has not done so by itself. */
  abstract rollBack(): Promise<void>;

  /** Writes next to nothing within a transaction, to see whether that can be written. */
  abstract writeLittle(): Promise<void>;
}

import type { EntityManager } from 'typeorm';

/** Begins and ends transactions, one at a time. A port with one implementation per kind of database. */
export abstract class Transactions {
  /** @returns its entity manager; null while another process writes: try again */
  abstract begin(): Promise<EntityManager | null>;

  /** Rejects when nothing was committed. */
  abstract commit(): Promise<void>;

  /** Rolls back the open transaction, unless the database already has. */
  abstract rollBack(): Promise<void>;

  /** Writes almost nothing in a transaction, to check that writing works. */
  abstract writeLittle(): Promise<void>;
}

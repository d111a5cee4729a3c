/** Runs all writes: transactions run one after another, never interleaved. */
export abstract class UnitOfWork<Tx = unknown> {
  /**
   * Runs `work` in its own transaction; commits when it resolves, rolls back when it rejects.
   * @throws StorageError when the database cannot be written; nothing is changed then
   */
  abstract run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Calls `action` once `tx` has been committed; never if it is rolled back. */
  abstract afterCommit(tx: Tx, action: () => void): void;

  /** Calls `listener` after each rollback: reads meanwhile may have seen data that was never committed. */
  abstract onRollback(listener: () => void): void;

  /**
   * For work whose result must be recorded afterwards.
   * @throws StorageError when the last write has failed and another one fails as well
   */
  abstract requireWritable(): Promise<void>;
}

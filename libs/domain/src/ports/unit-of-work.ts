/** The one door for writes: transactions run one after another, never interleaved. */
export abstract class UnitOfWork<Tx = unknown> {
  /**
   * Runs `work` in a transaction of its own; commits when it resolves, rolls back when it rejects.
   * @throws StorageError when the database cannot be written; then nothing is
   */
  abstract run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Calls `action` once `tx` has been committed; never if it is rolled back. */
  abstract afterCommit(tx: Tx, action: () => void): void;

  /** Calls `listener` after each transaction that was rolled back: who has read meanwhile may have seen what never was. */
  abstract onRollback(listener: () => void): void;

  /**
   * For those who do something that has to be written down afterwards.
   * @throws StorageError when the last write has failed and another one fails as well
   */
  abstract requireWritable(): Promise<void>;
}

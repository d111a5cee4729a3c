/** The one door for writes: transactions run one after another, never interleaved. */
export abstract class UnitOfWork<Tx = unknown> {
  /** Runs `work` in a transaction of its own; commits when it resolves, rolls back when it rejects. */
  abstract run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Calls `action` once `tx` has been committed; never if it is rolled back. */
  abstract afterCommit(tx: Tx, action: () => void): void;
}

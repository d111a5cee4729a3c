import type { DomainEvent } from '../events.js';
import type { Repository } from '../nouns/repository.js';

/** The one way out of the forge. `Tx` is the open transaction in which the event is put on record. */
export abstract class DomainEvents<Tx = unknown> {
  /**
   * Puts events and the deliveries they cause on record, in `tx`, in their order. Idempotent by `event.key`. Lets others have
   * their turn in between, however many they are.
   */
  abstract publishAll(events: readonly DomainEvent[], tx: Tx): Promise<void>;

  /** As `publishAll`. */
  publish(event: DomainEvent, tx: Tx): Promise<void> {
    return this.publishAll([event], tx);
  }

  /** Whether somebody who hears of the repository shows what costs git extra work: `changedPaths` and `tagged`. */
  abstract areDetailsShown(repository: Repository): Promise<boolean>;
}

import type { DomainEvent } from '../events.js';
import type { Repository } from '../nouns/repository.js';

/** Publishes the forge's events. `Tx` is the open transaction in which they are recorded. */
export abstract class DomainEvents<Tx = unknown> {
  /**
   * Records events and their deliveries in `tx`, in order. Idempotent by `event.key`. Lets other work run in between,
   * however many there are.
   */
  abstract publishAll(events: readonly DomainEvent[], tx: Tx): Promise<void>;

  /** As `publishAll`. */
  publish(event: DomainEvent, tx: Tx): Promise<void> {
    return this.publishAll([event], tx);
  }

  /** Whether a hook of the repository needs what costs git extra work: `changedPaths` and `tagged`. */
  abstract areDetailsShown(repository: Repository): Promise<boolean>;
}

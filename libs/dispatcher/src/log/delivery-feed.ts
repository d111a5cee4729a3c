import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** Tells that something new is on record: an event, a delivery, an attempt or an outcome. What it is, the log says. */
@Injectable()
export class DeliveryFeed {
  private readonly changes = new Subject<void>();

  /** After a commit. */
  tell(): void {
    this.changes.next();
  }

  /** @returns how to stop listening */
  listen(listener: () => void): () => void {
    const subscription = this.changes.subscribe(listener);
    return () => subscription.unsubscribe();
  }
}

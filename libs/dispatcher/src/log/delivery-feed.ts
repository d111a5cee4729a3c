import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** Notifies listeners of a new event, delivery, attempt or outcome. They read the log to learn which. */
@Injectable()
export class DeliveryFeed {
  private readonly changes = new Subject<void>();

  /** Call it after the commit. */
  notify(): void {
    this.changes.next();
  }

  /** @returns how to stop listening */
  listen(listener: () => void): () => void {
    const subscription = this.changes.subscribe(listener);
    return () => subscription.unsubscribe();
  }
}

import { Injectable } from '@nestjs/common';

/** Tells that something new is on record: an event, a delivery, an attempt or an outcome. What it is, the log says. */
@Injectable()
export class DeliveryFeed {
  private readonly listeners = new Set<() => void>();

  /** After a commit. */
  tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns how to stop listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

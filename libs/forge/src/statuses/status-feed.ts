import { Injectable } from '@nestjs/common';

/** Notifies listeners of new reports on commits; only of those to this process. */
@Injectable()
export class StatusFeed {
  private readonly listeners = new Set<() => void>();

  /** Call it after the commit. */
  notify(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns how to stop listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

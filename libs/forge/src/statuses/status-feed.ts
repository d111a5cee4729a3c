import { Injectable } from '@nestjs/common';

/** Tells that somebody has reported on a commit. Hears only of reports to this process. */
@Injectable()
export class StatusFeed {
  private readonly listeners = new Set<() => void>();

  /** After a commit. */
  notify(): void {
    for (const listener of this.listeners) listener();
  }

  /** @returns how to stop listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

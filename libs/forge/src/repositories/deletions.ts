import { Injectable } from '@nestjs/common';
import { fullName, type OnStateReplaced, type RepositoryPath } from '#domain';

/** More than go while one request is answered. */
const MOST = 1_000;

/**
 * Remembers which repositories were deleted lately: a call that was at work in one fails in whatever way git or the database
 * does then, and there may be another of the same name by the time.
 */
@Injectable()
export class Deletions implements OnStateReplaced {
  /** By full name in lower case, the latest at the end: when, by a clock that nobody sets. */
  private readonly times = new Map<string, number>();

  note(at: RepositoryPath): void {
    const key = fullName(at).toLowerCase();
    this.times.delete(key);
    this.times.set(key, performance.now());
    const [oldest] = this.times.keys();
    if (this.times.size > MOST && oldest !== undefined) this.times.delete(oldest);
  }

  /** Whether one of that name was deleted in the last so many milliseconds. */
  isWithin(at: RepositoryPath, ms: number): boolean {
    const time = this.times.get(fullName(at).toLowerCase());
    return time !== undefined && time >= performance.now() - ms;
  }

  onStateReplaced(): void {
    this.times.clear();
  }
}

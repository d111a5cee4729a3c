import { Injectable } from '@nestjs/common';
import { fullName, type OnStateReplaced, type RepositoryPath } from '#domain';

/** More than go while one request is answered. */
const MOST = 1_000;

/** Why a repository is not where it was. */
type Reason = 'deleted' | 'moved';

/**
 * Remembers which repositories have left their addresses lately: a call that was at work in one fails in whatever way git or
 * the database does then, and there may be another of the same name by the time.
 */
@Injectable()
export class Departures implements OnStateReplaced {
  /** By full name in lower case, the latest at the end: when, by a clock that nobody sets. */
  private readonly known = new Map<string, { readonly time: number; readonly reason: Reason }>();

  note(at: RepositoryPath, reason: Reason): void {
    const key = fullName(at).toLowerCase();
    this.known.delete(key);
    this.known.set(key, { time: performance.now(), reason });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST && oldest !== undefined) this.known.delete(oldest);
  }

  /** What became of one of that name in the last so many milliseconds; null when it has not left. */
  within(at: RepositoryPath, ms: number): Reason | null {
    const departure = this.known.get(fullName(at).toLowerCase());
    return departure !== undefined && departure.time >= performance.now() - ms ? departure.reason : null;
  }

  onStateReplaced(): void {
    this.known.clear();
  }
}

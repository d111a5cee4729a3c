import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock, type OnStateReplaced } from '#domain';

const MOST_OPEN = 1_000;
const OPEN_MS = 600_000;

/**
 * One-time values of consent forms, each bound to its request. They are in memory, so a form must be sent to the
 * process that has shown it; with several processes they belong in the database.
 */
@Injectable()
export class ConsentForms implements OnStateReplaced {
  private readonly open = new LRUCache<string, { readonly request: string; readonly until: number }>({
    max: MOST_OPEN,
  });

  constructor(private readonly clock: Clock) {}

  /**
   * @param request the authorization request of the form
   * @returns its one-time value
   */
  show(request: object): string {
    const value = randomBytes(20).toString('hex');
    this.open.set(value, { request: JSON.stringify(request), until: this.clock.now().getTime() + OPEN_MS });
    return value;
  }

  onStateReplaced(): void {
    this.open.clear();
  }

  /** @returns whether the value was issued for this request and is unused */
  take(value: string | undefined, request: object): boolean {
    const form = this.open.get(value ?? '');
    this.open.delete(value ?? '');
    return form?.request === JSON.stringify(request) && this.clock.now().getTime() < form.until;
  }
}

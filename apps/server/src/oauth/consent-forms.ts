import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock, type OnStateReplaced } from '#domain';

const MOST_OPEN = 1_000;
const OPEN_MS = 600_000;

/**
 * The forms that ask for consent, each of which can be sent once, for what it was shown for. They are held in memory, so the
 * process that has shown one has to be the one that it is sent to: with several, these belong into the database.
 */
@Injectable()
export class ConsentForms implements OnStateReplaced {
  private readonly open = new LRUCache<string, { readonly request: string; readonly until: number }>({
    max: MOST_OPEN,
  });

  constructor(private readonly clock: Clock) {}

  /** @param request what it asks consent for @returns the value that it is to be sent with */
  show(request: object): string {
    const value = randomBytes(20).toString('hex');
    this.open.set(value, { request: JSON.stringify(request), until: this.clock.now().getTime() + OPEN_MS });
    return value;
  }

  onStateReplaced(): void {
    this.open.clear();
  }

  /** @returns whether it has been shown for this and not been sent yet */
  take(value: string | undefined, request: object): boolean {
    const form = this.open.get(value ?? '');
    this.open.delete(value ?? '');
    return form?.request === JSON.stringify(request) && this.clock.now().getTime() < form.until;
  }
}

import type { DialectName, EventName } from '../payloads.js';
import type { Received } from './received.js';

/** Options of `next`. */
export interface NextOptions {
  /** In milliseconds; 5,000 when left out. */
  readonly timeoutMs?: number;
}

interface Waiter<E extends EventName, D extends DialectName> {
  readonly take: (received: Received<E, D>) => boolean;
  readonly refuse: (reason: string) => void;
}

const TIMEOUT_MS = 5_000;

/** The deliveries of an inbox, and the callers that wait for more. */
export class InboxMessages<D extends DialectName> {
  readonly all: Received<EventName, D>[] = [];
  private unseen: Received<EventName, D>[] = [];
  private readonly waiting = new Set<Waiter<EventName, D>>();

  add(received: Received<EventName, D>): void {
    this.all.push(received);
    for (const waiter of this.waiting) if (waiter.take(received)) return;
    this.unseen.push(received);
  }

  rest(): readonly Received<EventName, D>[] {
    return this.unseen.splice(0);
  }

  /** @param event null for any */
  next<E extends EventName>(event: E | null, options: NextOptions): Promise<Received<E, D>> {
    const isWanted = (received: Received<EventName, D>): received is Received<E, D> =>
      event === null || received.event === event;
    const index = this.unseen.findIndex(isWanted);
    const [found] = index < 0 ? [] : this.unseen.splice(index, 1);
    if (found !== undefined && isWanted(found)) return Promise.resolve(found);
    const { timeoutMs = TIMEOUT_MS } = options;
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
      };
      const waiter: Waiter<EventName, D> = {
        take: (received) => {
          if (!isWanted(received)) return false;
          end();
          resolve(received);
          return true;
        },
        refuse: (reason) => {
          end();
          reject(new Error(`no ${event ?? 'delivery'} ${reason}; ${this.arrived()}`));
        },
      };
      const timer = setTimeout(() => waiter.refuse(`within ${timeoutMs} ms`), timeoutMs);
      this.waiting.add(waiter);
    });
  }

  close(): void {
    for (const waiter of this.waiting) waiter.refuse('before the inbox was closed');
  }

  private arrived(): string {
    if (this.all.length === 0) return 'nothing has arrived at all';
    const unseen = new Set(this.unseen);
    const lines = this.all.map(
      (received) =>
        `\n  ${described(received)}${unseen.has(received) ? '' : ' (returned by an earlier next)'}`,
    );
    return `what did arrive:${lines.join('')}`;
  }
}

/** The name of the event and the beginning of its body: `Push Hook {"object_kind":"push",…`. */
function described({ event, body }: Received<EventName, DialectName>): string {
  const text = JSON.stringify(body);
  return `${event} ${text.length > 120 ? `${text.slice(0, 120)}…` : text}`;
}

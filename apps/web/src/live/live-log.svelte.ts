import { SvelteMap } from 'svelte/reactivity';
import { get } from '../api/client.js';
import { follow } from '../api/stream.js';
import type { ListedDelivery, LoggedEvent, LogPage } from '../api/types.js';
import { eventLine, type EventLine } from '../events/event-line.js';
import { filterQuery, type Filter } from './filter.js';

const PAGE = 50;
/** So many pages are read to find what is known already; where more has come, the list begins anew. */
const MOST_PAGES = 10;
/** What comes together is read together. */
const GATHER_MS = 150;
/** Deliveries without an outcome are looked at again, as some are cancelled without a word. */
const UNSETTLED_EVERY_MS = 2_000;
const MOST_UNSETTLED = 200;
const MOST_DELIVERIES = 1_000;

/** What happened, newest first, with the deliveries of each event; follows what happens. */
export class LiveLog {
  events = $state.raw<readonly EventLine[]>([]);
  /** New ones that wait until somebody wants to see them. */
  waiting = $state.raw<readonly EventLine[]>([]);
  /** By event. */
  readonly deliveries = new SvelteMap<number, readonly ListedDelivery[]>();
  isLoaded = $state(false);
  isConnected = $state(true);
  error = $state.raw<Error | null>(null);
  /** Whether new ones wait. */
  isHeld = $state(false);
  private next = $state<string | null>(null);
  readonly hasOlder = $derived(this.next !== null);
  private gathering: ReturnType<typeof setTimeout> | null = null;
  private isReading = false;
  private isStopped = false;
  private readonly stops: (() => void)[];

  constructor(private readonly filter: Filter) {
    const timer = setInterval(() => void this.readUnsettled(), UNSETTLED_EVERY_MS);
    const news = () => this.gather();
    const connected = (isConnected: boolean) => {
      this.isConnected = isConnected;
      // What happened while nobody listened.
      if (isConnected) this.gather();
    };
    this.stops = [follow({ news, reset: () => this.begin(), connected }), () => clearInterval(timer)];
    this.begin();
  }

  stop(): void {
    this.isStopped = true;
    for (const stop of this.stops) stop();
    if (this.gathering !== null) clearTimeout(this.gathering);
  }

  /** Shows what waited. */
  release(): void {
    this.events = [...this.waiting, ...this.events];
    this.waiting = [];
  }

  /** Reads the next older page, if there is one. */
  async older(): Promise<void> {
    if (this.next === null || this.isReading) return;
    await this.reading(async () => {
      const page = await this.page(this.next);
      this.next = page.next;
      this.events = [...this.events, ...page.lines];
    });
  }

  private begin(): void {
    this.next = null;
    this.deliveries.clear();
    void this.reading(async () => {
      const page = await this.page(null);
      this.next = page.next;
      this.events = page.lines;
      this.waiting = [];
      this.isLoaded = true;
    });
  }

  private gather(): void {
    if (this.isStopped) return;
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      if (this.isReading) this.gather();
      else void this.reading(() => this.readNews());
    }, GATHER_MS);
  }

  private async readNews(): Promise<void> {
    const newest = (this.waiting[0] ?? this.events[0])?.id ?? 0;
    const known = new Set([...this.waiting, ...this.events].slice(0, PAGE).map(({ id }) => id));
    const found: EventLine[] = [];
    for (let cursor: string | null = null, pages = 0; ; pages += 1) {
      const { lines, next } = await this.page(cursor);
      const fresh = lines.filter(({ id }) => id > newest && !known.has(id));
      found.push(...fresh);
      if (next === null || fresh.length < lines.length) break;
      if (pages === MOST_PAGES) {
        this.events = found;
        this.waiting = [];
        this.next = next;
        return;
      }
      cursor = next;
    }
    if (this.isHeld) this.waiting = [...found, ...this.waiting];
    else this.events = [...found, ...this.waiting, ...this.events];
    if (!this.isHeld) this.waiting = [];
    await this.readUnsettled();
  }

  private async page(cursor: string | null): Promise<{ lines: readonly EventLine[]; next: string | null }> {
    const query = filterQuery(this.filter);
    query.set('limit', String(PAGE));
    if (cursor !== null) query.set('cursor', cursor);
    const { items, next } = await get<LogPage<LoggedEvent>>(`/_mock/events?${query}`);
    await this.readDeliveries(items.filter(({ deliveries }) => deliveries.length > 0).map(({ id }) => id));
    return { lines: items.map(eventLine), next };
  }

  private async readUnsettled(): Promise<void> {
    const unsettled = [...this.deliveries]
      .filter(([, deliveries]) => deliveries.some(({ status }) => status === 'pending'))
      .map(([id]) => id);
    await this.readDeliveries(unsettled.slice(-MOST_UNSETTLED)).catch(() => undefined);
  }

  private async readDeliveries(events: readonly number[]): Promise<void> {
    if (events.length === 0) return;
    const query = new URLSearchParams({ event_id: events.join(','), limit: String(MOST_DELIVERIES) });
    const { items } = await get<LogPage<ListedDelivery>>(`/_mock/deliveries?${query}`);
    for (const [id, found] of Map.groupBy(items, ({ event_id: event }) => event))
      this.deliveries.set(id, found.toReversed());
  }

  private async reading(work: () => Promise<void>): Promise<void> {
    this.isReading = true;
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
    } finally {
      this.isReading = false;
    }
  }
}

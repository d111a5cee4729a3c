import { SvelteMap } from 'svelte/reactivity';
import { ApiError, get } from '../api/client.js';
import { follow } from '../api/stream.js';
import type { DeliveryPage, EventPage, ListedDelivery, LoggedEvent } from '../api/types.js';
import { eventLine, type EventLine } from '../events/event-line.js';
import { filterQuery, type Filter } from './filter.js';

const PAGE = 50;
/** So many new ones are read at once to find what is known already; where more has come, the list begins anew. */
const MOST_NEWS = 500;
/** So many new ones wait; of more than that only this is known. */
const MOST_WAITING = 2_000;
/** So long the list grows by itself; older ones are read again when somebody goes there. */
const MOST_SHOWN = 1_000;
/** What comes together is read together. */
const GATHER_MS = 150;
/** Deliveries without an outcome are looked at again, as some are cancelled without a word. */
const UNSETTLED_EVERY_MS = 2_000;
const MOST_UNSETTLED = 200;
const MOST_DELIVERIES = 1_000;

/** An event that a filter matches only later, as its delivery fails, comes after newer ones. */
const newestFirst = (events: readonly EventLine[]): readonly EventLine[] =>
  events.toSorted((one, other) => other.id - one.id);

/** What happened, newest first, with the deliveries of each event; follows what happens. */
export class LiveLog {
  events = $state.raw<readonly EventLine[]>([]);
  /** New ones that wait until somebody wants to see them. */
  waiting = $state.raw<readonly EventLine[]>([]);
  /** Whether there are more new ones than those. */
  isOverflowing = $state(false);
  /** By event. */
  readonly deliveries = new SvelteMap<number, readonly ListedDelivery[]>();
  isLoaded = $state(false);
  isConnected = $state(true);
  error = $state.raw<Error | null>(null);
  /** Whether new ones wait. */
  isHeld = $state(false);
  private next = $state<string | null>(null);
  /** The cursors after the last event of each page that was read. */
  private readonly ends = new Map<number, string>();
  readonly hasOlder = $derived(this.next !== null);
  /** Deliveries that may have changed since they were read. */
  private readonly attempted = new Set<string>();
  private gathering: ReturnType<typeof setTimeout> | null = null;
  private last = Promise.resolve();
  private isReading = false;
  private isReadingOlder = false;
  private isStopped = false;
  private readonly stops: (() => void)[];

  constructor(private readonly filter: Filter) {
    const timer = setInterval(() => void this.readUnsettled(), UNSETTLED_EVERY_MS);
    const news = () => this.gather();
    const attempted = (id: string) => void this.attempted.add(id);
    const connected = (isConnected: boolean) => {
      this.isConnected = isConnected;
      if (isConnected) this.catchUp();
    };
    const stop = follow({ news, attempted, reset: () => this.begin(), connected });
    this.stops = [stop, () => clearInterval(timer)];
    this.begin();
  }

  stop(): void {
    this.isStopped = true;
    for (const stop of this.stops) stop();
    if (this.gathering !== null) clearTimeout(this.gathering);
  }

  /** Shows what waited. */
  release(): void {
    if (this.isOverflowing) this.begin();
    else this.show(this.waiting);
  }

  /** Reads the next older page, if there is one. */
  async older(): Promise<void> {
    if (this.isReadingOlder) return;
    this.isReadingOlder = true;
    await this.reading(async () => {
      if (this.next === null) return;
      const page = await this.page(this.next);
      this.next = page.next;
      this.events = [...this.events, ...page.lines];
    });
    this.isReadingOlder = false;
  }

  private begin(): void {
    void this.reading(() => this.readAnew());
  }

  private async readAnew(): Promise<void> {
    // After a reset, numbers of events come again.
    this.deliveries.clear();
    this.ends.clear();
    const page = await this.page(null);
    this.replace(page.lines, page.next);
    this.isLoaded = true;
  }

  /** Reads what happened while nobody listened. */
  private catchUp(): void {
    void this.reading(async () => {
      if (this.isLoaded && (await this.isSameLog())) await this.readNews();
      else await this.readAnew();
    });
  }

  /** Whether the server still has the newest event that is known: another start or a reset may have emptied its log. */
  private async isSameLog(): Promise<boolean> {
    const newest = this.waiting[0] ?? this.events[0];
    if (newest === undefined) return true;
    try {
      const { happened_at: at } = await get<LoggedEvent>(`/_mock/events/${newest.id}`);
      return at === newest.at;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    }
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
    if (this.isOverflowing && this.isHeld) return;
    const known = new Set([...this.waiting, ...this.events].map(({ id }) => id));
    const oldest = this.next === null ? 0 : (this.events.at(-1)?.id ?? 0);
    const found: EventLine[] = [];
    for (let cursor: string | null = null; ;) {
      const { lines, next } = await this.page(cursor);
      const fresh = lines.filter(({ id }) => id > oldest && !known.has(id));
      found.push(...fresh);
      if (next === null || fresh.length < lines.length) break;
      if (this.isHeld ? this.waiting.length + found.length > MOST_WAITING : found.length > MOST_NEWS) {
        if (!this.isHeld) return this.replace(found, next);
        this.isOverflowing = true;
        break;
      }
      cursor = next;
    }
    const news = newestFirst([...found, ...this.waiting]);
    if (this.isHeld) this.waiting = news;
    else this.show(news);
    await this.readUnsettled();
  }

  /** Puts new ones among those that are shown, and lets go of the oldest where that makes too many. */
  private show(news: readonly EventLine[]): void {
    const all = newestFirst([...news, ...this.events]);
    const last = all.findIndex(({ id }, index) => index + 1 >= MOST_SHOWN && this.ends.has(id));
    const cursor = this.ends.get(all[last]?.id ?? 0);
    if (cursor !== undefined) this.replace(all.slice(0, last + 1), cursor);
    else this.events = all;
    this.waiting = [];
  }

  /** @param next the cursor of what is older than those */
  private replace(events: readonly EventLine[], next: string | null): void {
    const ids = new Set(events.map(({ id }) => id));
    for (const kept of [this.deliveries, this.ends])
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
    this.events = events;
    this.waiting = [];
    this.isOverflowing = false;
    this.next = next;
  }

  private async page(cursor: string | null): Promise<{ lines: readonly EventLine[]; next: string | null }> {
    const query = filterQuery(this.filter);
    query.set('limit', String(PAGE));
    if (cursor !== null) query.set('cursor', cursor);
    const { items, next } = await get<EventPage>(`/_mock/events?${query}`);
    await this.readDeliveries(items.filter(({ deliveries }) => deliveries.length > 0).map(({ id }) => id));
    const last = items.at(-1);
    if (last !== undefined && next !== null) this.ends.set(last.id, next);
    return { lines: items.map(eventLine), next };
  }

  private async readUnsettled(): Promise<void> {
    const unsettled = [...this.deliveries]
      .filter(([, deliveries]) =>
        deliveries.some(({ id, status }) => status === 'pending' || this.attempted.has(id)),
      )
      .map(([id]) => id);
    this.attempted.clear();
    await this.readDeliveries(unsettled.slice(-MOST_UNSETTLED)).catch(() => undefined);
  }

  private async readDeliveries(events: readonly number[]): Promise<void> {
    if (events.length === 0) return;
    const query = new URLSearchParams({ event_id: events.join(','), limit: String(MOST_DELIVERIES) });
    const { items } = await get<DeliveryPage>(`/_mock/deliveries?${query}`);
    for (const [id, found] of Map.groupBy(items, ({ event_id: event }) => event))
      this.deliveries.set(id, found.toReversed());
  }

  /** One after another, as each builds on what the last has read. */
  private async reading(work: () => Promise<void>): Promise<void> {
    this.isReading = true;
    const reading = this.last.then(() => this.attempt(work));
    this.last = reading;
    await reading;
    if (this.last === reading) this.isReading = false;
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.isStopped) return;
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
    }
  }
}

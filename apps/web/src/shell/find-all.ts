import { get } from '../api/client.js';
import type { Delivery, LoggedEvent, RepositoryPage } from '../api/types.js';

/** Something that was searched for, and where it is. */
export interface Found {
  readonly title: string;
  readonly what: string;
  readonly href: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
const MOST = 8;

/** Repositories by name, deliveries and events by their ids. */
export async function findAll(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const found = await Promise.all([
    namedRepositories(text, signal),
    UUID.test(text) ? loggedDelivery(text, signal) : [],
    /^\d{1,15}$/.test(text) ? loggedEvent(text, signal) : [],
  ]);
  return found.flat();
}

async function namedRepositories(text: string, signal: AbortSignal): Promise<readonly Found[]> {
  const query = new URLSearchParams({ words: text, per_page: String(MOST) });
  const { items } = await get<RepositoryPage>(`/_mock/repositories?${query}`, signal);
  return items.map(({ full_name: name, description }) => ({
    title: name,
    what: description,
    href: `/${name}`,
  }));
}

async function loggedDelivery(id: string, signal: AbortSignal): Promise<readonly Found[]> {
  const found = await orNone(get<Delivery>(`/_mock/deliveries/${encodeURIComponent(id)}`, signal));
  return found.map(({ event, repository }) => ({
    title: event,
    what: repository,
    href: `/-/deliveries/${id}`,
  }));
}

async function loggedEvent(id: string, signal: AbortSignal): Promise<readonly Found[]> {
  const found = await orNone(get<LoggedEvent>(`/_mock/events/${id}`, signal));
  return found.map(({ kind, repository }) => ({
    title: `${kind} ${id}`,
    what: repository,
    href: `/-/events/${id}`,
  }));
}

const orNone = <Value>(reading: Promise<Value>): Promise<readonly Value[]> =>
  reading.then(
    (value) => [value],
    () => [],
  );

import type { LogCursor } from '#dispatcher';
import { cursorText } from './cursor.js';

/**
 * A page of a log, newest first.
 * @param found one more than `limit` if there is a next page
 */
export function cursorPage<Entry, Json>(
  found: readonly Entry[],
  limit: number,
  { place, json }: { readonly place: (entry: Entry) => LogCursor; readonly json: (entry: Entry) => Json },
) {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items: items.map(json), next: last === undefined ? null : cursorText(place(last)) };
}

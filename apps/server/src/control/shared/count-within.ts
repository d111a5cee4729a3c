import type { StoredBody } from '#dispatcher';

/** The number of entries, at least one, whose bodies fit on a page of that size. */
export function countWithin(
  entries: readonly { readonly body: StoredBody | null }[],
  { limit, pageBytes }: { readonly limit: number; readonly pageBytes: number },
): number {
  let bytes = 0;
  const end = entries.findIndex(({ body }, index) => {
    bytes += body?.bytes ?? 0;
    return index > 0 && bytes > pageBytes;
  });
  return end === -1 ? limit : Math.min(end, limit);
}

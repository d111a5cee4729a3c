import type { StoredBody } from '#dispatcher';

/** How many of the first entries go on a page whose bodies are at most so large together: at least one. */
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

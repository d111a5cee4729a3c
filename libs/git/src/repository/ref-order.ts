/** Holds half of a character beyond U+FFFF. */
const SURROGATE = /[\ud800-\udfff]/;

/** Git sorts names by their bytes. Strings compare alike, except for characters beyond U+FFFF. */
export function inGitsOrder(a: string, b: string): number {
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The index of `name` in a sorted list, or where it would be inserted. */
export function placeOf(name: string, sorted: readonly string[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inGitsOrder(sorted[middle] ?? '', name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { PageQuery } from './schemas.js';

interface Extent extends PageQuery {
  /** How many there are on all pages; null where nobody has counted them. */
  readonly total: number | null;
  /** Besides those that go with every list. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a list handler returns: `new Page(items, { ...asked, total })`. It goes out as a bare array, with headers that say where in the list it is. */
export class Page<T> {
  constructor(
    readonly items: readonly T[],
    readonly extent: Extent,
  ) {}
}

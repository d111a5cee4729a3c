import type { PageQuery } from './schemas.js';

interface Extent extends PageQuery {
  /** The total of all pages; null when it is unknown. */
  readonly total: number | null;
  /** Headers besides those of every list. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The result of a list handler: `new Page(items, { ...asked, total })`. It is sent as a bare array with paging
 * headers.
 */
export class Page<T> {
  constructor(
    readonly items: readonly T[],
    readonly extent: Extent,
  ) {}
}

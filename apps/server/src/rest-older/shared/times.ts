const BEIJING_MS = 8 * 3_600_000;

/**
 * `2023-02-02 09:31:24`, in Beijing's time without an offset.
 * @param iso in UTC
 */
export const withoutOffset = (iso: string): string =>
  new Date(Date.parse(iso) + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ');

/** `2023-07-04 17:03:05+08:00` @param iso in UTC */
export const inBeijing = (iso: string): string => `${withoutOffset(iso)}+08:00`;

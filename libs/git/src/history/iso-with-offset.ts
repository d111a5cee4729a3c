/** The last second that has a date in every offset that git can store, here and in git's own calendar arithmetic. */
const LAST_SECOND = 8_640_000_000_000 - 100 * 3600;

/**
 * Converts git's raw date, `1546272480 +0800`, to `2019-01-01T00:08:00+08:00`. An invalid date becomes the first
 * second, as in git.
 */
export function isoWithOffset(raw: string): string {
  const [, seconds = '0', sign = '+', hours = '00', minutes = '00'] =
    /^(-?\d+) ([+-])(\d\d)(\d\d)$/.exec(raw) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  const instant = Math.abs(Number(seconds)) > LAST_SECOND ? 0 : Number(seconds);
  const local = new Date((instant + offset) * 1000);
  const time = local.toISOString().slice(-24, -5);
  return `${String(local.getUTCFullYear()).padStart(4, '0')}${time.slice(4)}${sign}${hours}:${minutes}`;
}

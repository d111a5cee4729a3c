/** `2024-11-09T09:49:53+00:00` */
export const secondsWithOffset = (iso: string): string => `${iso.slice(0, 19)}+00:00`;

/** `2024-11-09T09:49:53.000+00:00` */
export const millisecondsWithOffset = (iso: string): string => `${iso.slice(0, 23)}+00:00`;

/** The date of a commit or a tag, which is in its maker's own offset, as `2024-11-09T09:49:53+00:00`. */
export const committedWithOffset = (date: string): string => `${inUtc(date)}+00:00`;

/** The same as `2024-11-09T09:49:53Z`. */
export const committedSeconds = (date: string): string => `${inUtc(date)}Z`;

/** The same as `2024-11-09T09:49:53.000Z`. */
export const committedMilliseconds = (date: string): string => `${inUtc(date)}.000Z`;

/** Any offset that git takes, up to `+99:59`, and years of more than four digits. */
function inUtc(date: string): string {
  const [, local = '', sign = '+', hours, minutes] = /^(.*)([+-])(\d\d):(\d\d)$/.exec(date) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const instant =
    Date.parse(`${local.replace(/^\d{5,6}(?=-)/, (year) => `+${year.padStart(6, '0')}`)}Z`) - offset;
  const utc = new Date(Number.isNaN(instant) ? 0 : instant).toISOString();
  return utc.slice(0, -'.000Z'.length).replace(/^\+0*/, '');
}

/**
 * Converts the date of a commit or a tag to UTC, as `2024-11-09T09:49:53`. Takes any offset that git takes, up to
 * `+99:59`, and years of more than four digits.
 */
export function inUtc(date: string): string {
  const [, local = '', sign = '+', hours, minutes] = /^(.*)([+-])(\d\d):(\d\d)$/.exec(date) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const instant =
    Date.parse(`${local.replace(/^\d{5,6}(?=-)/, (year) => `+${year.padStart(6, '0')}`)}Z`) - offset;
  const utc = new Date(Number.isNaN(instant) ? 0 : instant).toISOString();
  return utc.slice(0, -'.000Z'.length).replace(/^\+0*/, '');
}

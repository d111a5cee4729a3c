import type { StatusRange } from '#dispatcher';

/** The lowest final status; 1xx responses are interim. */
const [LOWEST, HIGHEST] = [200, 599];

/** The form of a list of statuses, for error messages. */
export const STATUSES_FORM = 'statuses from 200 to 599 with commas between them, such as 2xx,304,400-404';

/** @returns null when one of them is invalid */
export function statusRanges(text: string): StatusRange[] | null {
  const ranges = text.split(',').map((item) => rangeOf(item.trim()));
  return ranges.every((range) => range !== null) ? ranges : null;
}

/** `2xx`, `200-299` or `404`, which is a range of one. */
function rangeOf(item: string): StatusRange | null {
  const [, first = item, last = first] = /^(\d{3})-(\d{3})$/.exec(item) ?? [];
  const [lowest, highest] = /^\dxx$/i.test(item)
    ? [Number(item.charAt(0)) * 100, Number(item.charAt(0)) * 100 + 99]
    : [status(first), status(last)];
  return lowest >= LOWEST && lowest <= highest && highest <= HIGHEST ? { lowest, highest } : null;
}

const status = (text: string): number => (/^\d{3}$/.test(text) ? Number(text) : NaN);

import { inUtc } from '#domain';

/** `2024-11-09T09:49:53+00:00` */
export const secondsWithOffset = (iso: string): string => `${iso.slice(0, 19)}+00:00`;

/** `2024-11-09T09:49:53.000+00:00` */
export const millisecondsWithOffset = (iso: string): string => `${iso.slice(0, 23)}+00:00`;

/** Converts the date of a commit or a tag, which has its author's offset, to `2024-11-09T09:49:53+00:00`. */
export const committedWithOffset = (date: string): string => `${inUtc(date)}+00:00`;

/** The same as `2024-11-09T09:49:53Z`. */
export const committedSeconds = (date: string): string => `${inUtc(date)}Z`;

/** The same as `2024-11-09T09:49:53.000Z`. */
export const committedMilliseconds = (date: string): string => `${inUtc(date)}.000Z`;

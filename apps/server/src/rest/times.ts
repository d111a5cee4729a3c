/** `2024-11-09T09:49:53+00:00` */
export const secondsWithOffset = (iso: string): string => `${iso.slice(0, 19)}+00:00`;

/** `2024-11-09T09:49:53.000+00:00` */
export const millisecondsWithOffset = (iso: string): string => `${iso.slice(0, 23)}+00:00`;

/** `2019-09-03T17:23:00Z`: times in a merge request event. @param iso ISO 8601 in UTC */
export const isoSeconds = (iso: string): string => `${iso.slice(0, 19)}Z`;

/** `2019-05-17 18:08:09 UTC`: times in a note event. @param iso ISO 8601 in UTC */
export const spacedUtc = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

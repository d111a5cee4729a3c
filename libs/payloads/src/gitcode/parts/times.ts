/** `2024-10-26T02:32:40+00:00`: times in merge requests and notes. @param iso ISO 8601 in UTC */
export const secondsWithOffset = (iso: string): string => `${iso.slice(0, 19)}+00:00`;

/** `2024-10-26T02:28:03.116+00:00`: times in issues. @param iso ISO 8601 in UTC */
export const millisecondsWithOffset = (iso: string): string => `${iso.slice(0, 23)}+00:00`;

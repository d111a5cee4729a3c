/** `2024-10-26T02:32:40+00:00`: times in merge requests and notes. @param iso ISO 8601 in UTC */
export const secondsWithOffset = (iso: string): string => `${iso.slice(0, 19)}+00:00`;

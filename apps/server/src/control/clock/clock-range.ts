/** Git has no time before 1970. */
const EARLIEST = new Date('1970-01-01T00:00:00Z');
/** Payloads, and times that the database sorts as text, have years of four digits. */
export const LATEST = new Date('9999-12-31T23:59:59Z');

export const isInClockRange = (time: Date): boolean => time >= EARLIEST && time <= LATEST;

/** For error messages. */
export const CLOCK_RANGE = `from ${EARLIEST.toISOString()} to ${LATEST.toISOString()}`;

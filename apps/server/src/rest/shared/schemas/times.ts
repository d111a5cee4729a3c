import { z } from 'zod';
import { DURATION_FORM, durationMs } from '../../../settings/values/duration.js';
import { optionalWord, required, shown, type Read } from './lenient.js';

/** @returns milliseconds */
export const duration = (most: number) =>
  optionalWord(durationText(most), (given) => readDuration(given, most)).transform((read) =>
    read === undefined ? undefined : milliseconds(read),
  );

/** @returns milliseconds */
export const requiredDuration = (most: number, missing: string) =>
  required(durationText(most), (given) => readDuration(given, most), missing).transform(milliseconds);

const durationText = (most: number) =>
  z.string().meta({ description: `${DURATION_FORM}, at most ${most / 1000}s` });

/** `1500ms`, for any spelling. */
function readDuration(given: unknown, most: number): Read<string> {
  const ms = typeof given === 'string' || typeof given === 'number' ? durationMs(String(given)) : null;
  if (ms !== null && ms > 0 && ms <= most) return { value: `${ms}ms` };
  return { problem: `must be ${DURATION_FORM}, at most ${most / 1000}s, but is ${shown(given)}` };
}

const milliseconds = (read: string): number => Number.parseInt(read, 10);

/**
 * A day or a time, in UTC unless it has an offset; becomes ISO 8601 in UTC. An unencoded `+` arrives as a blank.
 * Empty text counts as missing.
 */
export const isoInstant = optionalWord(z.string().meta({ format: 'date-time' }), (given) =>
  readInstant(given),
);

/** The same as a date. */
export const instant = isoInstant.transform((iso) => (iso === undefined ? undefined : new Date(iso)));

/** The day of a day or a time, as it is written, whatever its offset: `2024-11-09`. */
export const writtenDay = optionalWord(z.string().meta({ format: 'date-time' }), (given) => {
  const read = readInstant(given);
  return 'problem' in read ? read : readInstant(String(given).slice(0, DAY_LENGTH));
}).transform((iso) => iso?.slice(0, DAY_LENGTH));

/** The end of a range: a day is included. */
export const lastInstant = optionalWord(z.string().meta({ format: 'date-time' }), (given) =>
  readInstant(given, '23:59:59.999'),
).transform((iso) => (iso === undefined ? undefined : new Date(iso)));

const DAY_LENGTH = '2024-11-09'.length;
const INSTANT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|([ +-]\d\d):?(\d\d))?)?$/i;

/** @param usual the time for a day without one */
function readInstant(given: unknown, usual = '00:00'): Read<string> {
  const [known, day, time = usual, hours = '+00', minutes = '00'] =
    INSTANT.exec(typeof given === 'string' ? given : '') ?? [];
  const date = new Date(known === undefined ? NaN : `${day}T${time}${hours.replace(' ', '+')}:${minutes}`);
  if (!Number.isNaN(date.getTime())) return { value: date.toISOString() };
  return { problem: `must be a time like 2024-11-09 or 2024-11-09T09:49:53Z, but is ${shown(given)}` };
}

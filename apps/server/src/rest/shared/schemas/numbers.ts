import { z } from 'zod';
import { optionalWord, required, shown, type Read } from './lenient.js';

/** A boolean in any spelling that clients use. */
export const lenientBoolean = optionalWord(z.boolean(), (given) => {
  const word = shown(given).toLowerCase().replaceAll('"', '');
  if (word === 'true' || word === '1') return { value: true };
  if (word === 'false' || word === '0') return { value: false };
  return { problem: `must be true, false, 1 or 0, but is ${shown(given)}` };
});

export const wholeNumber = (least: number, most: number) =>
  optionalWord(z.int().min(least).max(most), (given) => readWhole(given, least, most));

export const requiredWholeNumber = (least: number, most: number) =>
  required(z.int().min(least).max(most), (given) => readWhole(given, least, most));

export const PathId = z.object({ id: requiredWholeNumber(1, Number.MAX_SAFE_INTEGER) });
export type PathId = z.output<typeof PathId>;

function readWhole(given: unknown, least: number, most: number): Read<number> {
  const value = typeof given === 'string' && /^-?\d{1,15}$/.test(given) ? Number(given) : given;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
    return { value };
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
  return { problem: `must be a whole number ${range}, but is ${shown(given)}` };
}

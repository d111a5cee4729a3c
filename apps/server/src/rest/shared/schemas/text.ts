import { z } from 'zod';
import { optional, required, shown, type Read } from './lenient.js';

/** Text of at most so many characters; a number is taken for its digits. */
export const text = (longest: number) =>
  optional(z.string().meta({ maxLength: longest }), (given) => readText(given, longest));

/** Text that ends up in git's objects or in sentences. */
export const prose = (longest: number) =>
  optional(z.string().meta({ maxLength: longest }), (given) => readProse(given, longest));

/** Text that has to be there and say something. */
export const requiredText = (longest: number) =>
  required(z.string().meta({ minLength: 1, maxLength: longest }), (given) => {
    const read = readProse(given, longest);
    return 'value' in read && read.value.trim() === '' ? { problem: 'is missing' } : read;
  });

/** One of a few words. */
export const choice = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  optional<Words[number]>(z.enum(words), (given) => {
    const value = words.find((word) => word === given);
    return value === undefined
      ? { problem: `must be one of ${words.join(', ')}, but is ${shown(given)}` }
      : { value };
  });

/** Neither git's objects nor every database can hold it. */
export const hasNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\0');

function readText(given: unknown, longest: number): Read<string> {
  const written = typeof given === 'number' ? String(given) : given;
  if (typeof written !== 'string') return { problem: `must be text, but is ${shown(written)}` };
  const length = written.length > longest ? Array.from(written).length : written.length;
  if (length > longest) return { problem: `has ${length} characters; at most ${longest} are allowed` };
  // Half a character, as clients cut text, would be another one in the database than in the webhook.
  return { value: Buffer.from(written).toString() };
}

function readProse(given: unknown, longest: number): Read<string> {
  const read = readText(given, longest);
  return 'value' in read && hasNul(read.value) ? { problem: 'must not contain the character U+0000' } : read;
}

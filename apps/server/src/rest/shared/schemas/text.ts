import { z } from 'zod';
import { optional, optionalWord, required, shown, type Read } from './lenient.js';

/** Text of limited length; a number becomes its digits. */
export const text = (longest: number) =>
  optional(z.string().meta({ maxLength: longest }), (given) => readText(given, longest));

/** Text for git's objects or messages. */
export const prose = (longest: number) =>
  optional(z.string().meta({ maxLength: longest }), (given) => readProse(given, longest));

/** The same; empty text counts as left out. */
export const proseUnlessEmpty = (longest: number) =>
  optionalWord(z.string().meta({ maxLength: longest }), (given) => readProse(given, longest));

/** Required text, not blank. */
export const requiredText = (longest: number) =>
  required(z.string().meta({ minLength: 1, maxLength: longest }), (given) => {
    const read = readProse(given, longest);
    return 'value' in read && read.value.trim() === '' ? { problem: 'is missing' } : read;
  });

/** One of several words, in whatever case. */
export const choice = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  optionalWord<Words[number]>(z.enum(words), (given) => {
    const asked = typeof given === 'string' ? given.toLowerCase() : null;
    const value = words.find((word) => word.toLowerCase() === asked);
    return value === undefined
      ? { problem: `must be one of ${words.join(', ')}, but is ${shown(given)}` }
      : { value };
  });

/** Git's objects and some databases cannot contain it. */
export const hasNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\0');

function readText(given: unknown, longest: number): Read<string> {
  const written = typeof given === 'number' ? String(given) : given;
  if (typeof written !== 'string') return { problem: `must be text, but is ${shown(written)}` };
  const length = written.length > longest ? Array.from(written).length : written.length;
  if (length > longest) return { problem: `has ${length} characters; at most ${longest} are allowed` };
  // Half of a surrogate pair, left by clients that cut text, would differ between database and webhook.
  return { value: Buffer.from(written).toString() };
}

function readProse(given: unknown, longest: number): Read<string> {
  const read = readText(given, longest);
  return 'value' in read && hasNul(read.value) ? { problem: 'must not contain the character U+0000' } : read;
}

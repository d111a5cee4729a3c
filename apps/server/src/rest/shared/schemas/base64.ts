import { z } from 'zod';
import { text } from './text.js';

/** The length of the largest body in base64. */
const LONGEST = 64 * 1024 * 1024;

/** A data URL, as browsers encode files. */
const DATA_URL = /^data:[^,]{0,200};base64,/;

/**
 * A file as base64.
 * @returns its bytes
 */
export const base64 = text(LONGEST).transform((given, context) => {
  const encoded = given?.replace(DATA_URL, '');
  if (encoded === undefined) return undefined;
  if (isBase64(encoded)) return Buffer.from(encoded, 'base64');
  context.addIssue({ code: 'custom', message: 'is not base64' });
  return z.NEVER;
});

/** A required file, which may be empty. */
export const requiredBase64 = base64.transform((bytes, context) => {
  if (bytes !== undefined) return bytes;
  context.addIssue({ code: 'custom', message: 'is missing' });
  return z.NEVER;
});

/** White space may be anywhere, and padding may be missing. Takes time in proportion to the length. */
export function isBase64(given: string): boolean {
  const compact = given.replace(/\s+/g, '');
  const digits = compact.replace(/={1,2}$/, '');
  const isWhole = digits === compact ? digits.length % 4 !== 1 : compact.length % 4 === 0;
  return isWhole && !/[^A-Za-z0-9+/]/.test(digits);
}

import { z } from 'zod';
import { text } from './text.js';

/** The length of the largest body in base64. */
const LONGEST = 64 * 1024 * 1024;

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** A data URL, as browsers encode files. */
const DATA_URL = /^data:[^,]{0,200};base64,/;

/**
 * A file as base64.
 * @returns its bytes
 */
export const base64 = text(LONGEST).transform((given, context) => {
  const encoded = given?.replace(DATA_URL, '');
  if (encoded === undefined) return undefined;
  if (BASE64.test(encoded)) return Buffer.from(encoded, 'base64');
  context.addIssue({ code: 'custom', message: 'is not base64' });
  return z.NEVER;
});

/** A required file, which may be empty. */
export const requiredBase64 = base64.transform((bytes, context) => {
  if (bytes !== undefined) return bytes;
  context.addIssue({ code: 'custom', message: 'is missing' });
  return z.NEVER;
});

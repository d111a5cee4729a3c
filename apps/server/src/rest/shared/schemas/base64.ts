import { z } from 'zod';
import { text } from './text.js';

/** Base64 of the largest body. */
const LONGEST = 64 * 1024 * 1024;

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** As browsers write down a file. */
const DATA_URL = /^data:[^,]{0,200};base64,/;

/** A file in text. @returns its bytes */
export const base64 = text(LONGEST).transform((given, context) => {
  const encoded = given?.replace(DATA_URL, '');
  if (encoded === undefined) return undefined;
  if (BASE64.test(encoded)) return Buffer.from(encoded, 'base64');
  context.addIssue({ code: 'custom', message: 'is not base64' });
  return z.NEVER;
});

/** One that has to be there, if only empty. */
export const requiredBase64 = base64.transform((bytes, context) => {
  if (bytes !== undefined) return bytes;
  context.addIssue({ code: 'custom', message: 'is missing' });
  return z.NEVER;
});

import { z } from 'zod';
import type { LogCursor } from '#dispatcher';
import { proseUnlessEmpty } from '../../rest/shared/schemas.js';

const FORM = /^([+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\d{1,15})$/;

/** A position in a log, as callers receive and send it. */
export const cursorText = ({ time, id }: LogCursor): string =>
  Buffer.from(`${time} ${id}`).toString('base64url');

/** Null for none. */
export const cursor = proseUnlessEmpty(200).transform((given, context): LogCursor | null => {
  if (given === undefined) return null;
  const [, time, id] = FORM.exec(Buffer.from(given, 'base64url').toString()) ?? [];
  if (time !== undefined) return { time, id: Number(id) };
  const message = `must be the "next" of a page as it was answered, but is ${JSON.stringify(given)}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

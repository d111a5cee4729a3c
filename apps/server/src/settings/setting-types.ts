import { existsSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '#domain';
import { CLOCK_RANGE, isInClockRange } from '../control/clock/clock-range.js';
import { certificatesIn } from './values/certificates.js';
import { DURATION_FORM, durationMs } from './values/duration.js';
import { PROXY_FORM, proxyUrl } from './values/proxy-url.js';

/** Node's timers take little more. */
const LONGEST_DAYS = 24;

/**
 * @param parse returns null for an invalid value
 * @param form the valid form, for error messages
 */
export const parsedBy = <T>(parse: (text: string) => T | null, form: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: `must be ${form}` });
    return z.NEVER;
  });

export const duration = parsedBy((text) => {
  const ms = durationMs(text);
  return ms !== null && ms > 0 && ms <= LONGEST_DAYS * 86_400_000 ? ms : null;
}, `${DURATION_FORM}, at most ${LONGEST_DAYS}d`);

export const countOrOff = z
  .string()
  .regex(/^(off|[1-9]\d{0,8})$/, 'must be off or a whole number from 1')
  .transform((text) => (text === 'off' ? null : Number(text)));

export const depth = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
  .transform(Number);

export const moment = z.iso
  .datetime({ offset: true, error: 'must be a time like 2024-11-09T09:49:53Z' })
  .transform((text) => new Date(text))
  .refine(isInClockRange, `must be ${CLOCK_RANGE}`);

export const certificateFile = z.string().transform((file, context) => {
  try {
    return certificatesIn(file);
  } catch (error) {
    const reason = messageOf(error);
    context.addIssue({ code: 'custom', message: `must be a file of PEM certificates (${reason})` });
    return z.NEVER;
  }
});

export const percent = z
  .string()
  .regex(/^(\d{1,2}|100)$/, 'must be a whole number from 0 to 100')
  .transform((text) => Number(text) / 100);

export const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

export const oneOf = <const T extends readonly [string, ...string[]]>(...choices: T) =>
  z.enum(choices, `must be ${choices.join(' or ')}`);

export const seed = z
  .string()
  .refine(
    (text) => text === 'demo' || text === 'none' || existsSync(text),
    'must be demo, none, or a file that is there',
  );

export const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535 (0 takes a free port)')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be a whole number from 0 to 65535 (0 takes a free port)');

export const publicUrl = z
  .string()
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text) && !/[?#@]/.test(text),
    'must be an address such as https://git.example.com, without user name or query',
  );

export const text = z.string().min(1, 'must not be empty');

export const proxy = parsedBy(
  (given) => (given === 'env' ? given : proxyUrl(given)),
  `${PROXY_FORM}, or env`,
);

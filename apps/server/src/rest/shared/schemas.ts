import { z } from 'zod';
import { quoted } from '#domain';
import { DURATION_FORM, durationMs } from '../../settings/duration.js';

/** Where an address names a repository: `demo` and `demo.git` are the same one. Whether such a name can exist is the forge's business. */
export const RepoPath = z
  .object({ owner: z.string(), repo: z.string() })
  .transform(({ owner, repo }) => ({ owner, path: repo.replace(/\.git$/, '') }));
export type RepoPath = z.output<typeof RepoPath>;

/** Forms know only text, and clients send null for what they do not mean. */
const absentWhenNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

/** A value for an error message: lists and objects may be anything, so they are only named. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? quoted(value) : (JSON.stringify(value) ?? 'missing');
}

/** What the body of every call must be. */
export const body = <const Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, 'the body must be a JSON object or a form');

/** A token may come along with the fields of any call; who sent it has been found out by it. */
export const withoutToken = (fields: unknown): unknown => {
  if (typeof fields !== 'object' || fields === null || !('access_token' in fields)) return fields;
  const { access_token: _, ...others } = fields;
  return others;
};

/** Fields of which none may be misspelt. @param otherwise what all of it must be */
export const knownFields = <const Shape extends z.ZodRawShape>(shape: Shape, otherwise: string) =>
  z.preprocess(
    withoutToken,
    z.strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `there is no field ${quoted(issue.keys[0] ?? '')}` : otherwise,
    }),
  );

/** One of a few words. */
export const choice = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  absentWhenNull(
    z.enum(words, { error: ({ input }) => `must be one of ${words.join(', ')}, but is ${shown(input)}` }),
  );

/** Every spelling of a boolean that clients use. */
export const lenientBoolean = absentWhenNull(
  z.unknown().transform((value, context) => {
    if (value === undefined) return undefined;
    const word = shown(value).toLowerCase().replaceAll('"', '');
    if (word === 'true' || word === '1') return true;
    if (word === 'false' || word === '0') return false;
    context.addIssue({ code: 'custom', message: `must be true, false, 1 or 0, but is ${shown(value)}` });
    return z.NEVER;
  }),
);

export const wholeNumber = (least: number, most: number) =>
  absentWhenNull(
    z.unknown().transform((value, context) => {
      if (value === undefined) return undefined;
      const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
      if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most)
        return number;
      const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
      context.addIssue({
        code: 'custom',
        message: `must be a whole number ${range}, but is ${shown(value)}`,
      });
      return z.NEVER;
    }),
  );

/** Neither git's objects nor every database can hold it. */
const hasNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\0');

/** Text of at most so many characters; a number is taken for its digits. */
export const text = (longest: number) =>
  absentWhenNull(
    z.unknown().transform((value, context) => {
      if (value === undefined) return undefined;
      const given = typeof value === 'number' ? String(value) : value;
      const length = typeof given === 'string' ? Array.from(given).length : 0;
      // Half a character, as clients cut text, would be another one in the database than in the webhook.
      if (typeof given === 'string' && length <= longest) return Buffer.from(given).toString();
      const problem =
        typeof given === 'string'
          ? `has ${length} characters; at most ${longest} are allowed`
          : `must be text, but is ${shown(given)}`;
      context.addIssue({ code: 'custom', message: problem });
      return z.NEVER;
    }),
  );

/** Text that ends up in git's objects or in sentences. */
export const prose = (longest: number) =>
  text(longest).refine((value) => !hasNul(value), 'must not contain the character U+0000');

/** Text that has to be there and say something. */
export const requiredText = (longest: number) =>
  prose(longest).transform((value, context) => {
    if (value !== undefined && value.trim() !== '') return value;
    context.addIssue({ code: 'custom', message: 'is missing' });
    return z.NEVER;
  });

/** More than anybody reads, and few enough to look each of them up. */
const MOST_NAMES = 100;

/** Names in a list, or in text with commas between them; at most 100. */
export const names = absentWhenNull(
  z.unknown().transform((value, context) => {
    if (value === undefined) return undefined;
    const list: readonly unknown[] | null =
      typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : null;
    const areNames = list?.every((name) => typeof name === 'string') && !list.some(hasNul);
    const given = areNames ? list.map((name) => name.trim()).filter((name) => name !== '') : [];
    if (areNames && given.length <= MOST_NAMES) return given;
    const message = areNames
      ? `has ${given.length} names; at most ${MOST_NAMES} are allowed`
      : `must be names, separated by commas, but is ${shown(value)}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }),
);

/** @returns milliseconds */
export const duration = (most: number) =>
  absentWhenNull(
    z.unknown().transform((value, context) => {
      if (value === undefined) return undefined;
      const ms = typeof value === 'string' || typeof value === 'number' ? durationMs(String(value)) : null;
      if (ms !== null && ms > 0 && ms <= most) return ms;
      context.addIssue({
        code: 'custom',
        message: `must be ${DURATION_FORM}, at most ${most / 1000}s, but is ${shown(value)}`,
      });
      return z.NEVER;
    }),
  );

const INSTANT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|([ +-]\d\d):?(\d\d))?)?$/i;

/** A day, or a time, in UTC unless it has an offset. A `+` that was not encoded arrives as a blank. Empty is absent. */
export const instant = absentWhenNull(
  z.unknown().transform((value, context) => {
    if (value === undefined || value === '') return undefined;
    const [given, day, time = '00:00', hours = '+00', minutes = '00'] =
      INSTANT.exec(typeof value === 'string' ? value : '') ?? [];
    const date = new Date(given === undefined ? NaN : `${day}T${time}${hours.replace(' ', '+')}:${minutes}`);
    if (!Number.isNaN(date.getTime())) return date;
    context.addIssue({
      code: 'custom',
      message: `must be a time like 2024-11-09 or 2024-11-09T09:49:53Z, but is ${shown(value)}`,
    });
    return z.NEVER;
  }),
);

/** The same in ISO 8601, in UTC. */
export const isoInstant = instant.transform((date) => date?.toISOString());

const HIGHEST = Number.MAX_SAFE_INTEGER;

export const PathId = z.object({ id: wholeNumber(1, HIGHEST).transform((id) => id ?? 0) });
export type PathId = z.output<typeof PathId>;

const LARGEST_PAGE = 100;

export const PageFields = { page: wholeNumber(1, HIGHEST), per_page: wholeNumber(1, HIGHEST) };

/** More per page than the API gives is not an error: the largest page is given. */
export const pageOf = (
  { page = 1, per_page: perPage }: { page?: number | undefined; per_page?: number | undefined },
  usual = 20,
) => ({ page, perPage: Math.min(perPage ?? usual, LARGEST_PAGE) });

export const PageQuery = z.object(PageFields).transform((fields) => pageOf(fields));
export type PageQuery = z.output<typeof PageQuery>;

export const skipTake = ({ page, perPage }: PageQuery) => ({ skip: (page - 1) * perPage, take: perPage });

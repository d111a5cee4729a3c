import { z } from 'zod';
import { DURATION_FORM, durationMs } from '../duration.js';

/** Where in the API a repository is named. Whether such a name can exist is the forge's business. */
export const RepoPath = z
  .object({ owner: z.string(), repo: z.string() })
  .transform(({ owner, repo }) => ({ owner, path: repo.replace(/\.git$/, '') }));
export type RepoPath = z.output<typeof RepoPath>;

/** Forms know only text, and clients send null for what they do not mean. */
const absentWhenNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 200) ?? 'missing';

/** Every spelling of a boolean that clients use. */
export const lenientBoolean = absentWhenNull(
  z.unknown().transform((value, context) => {
    if (value === undefined) return undefined;
    if (value === true || value === 'true' || value === 1 || value === '1') return true;
    if (value === false || value === 'false' || value === 0 || value === '0') return false;
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

export const text = (longest: number) =>
  absentWhenNull(
    z.unknown().transform((value, context) => {
      if (value === undefined) return undefined;
      if (typeof value === 'string' && value.length <= longest) return value;
      const problem =
        typeof value === 'string'
          ? `has ${value.length} characters; at most ${longest} are allowed`
          : `must be text, but is ${shown(value)}`;
      context.addIssue({ code: 'custom', message: problem });
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

const HIGHEST = Number.MAX_SAFE_INTEGER;

export const PathId = z.object({ id: wholeNumber(1, HIGHEST).transform((id) => id ?? 0) });
export type PathId = z.output<typeof PathId>;

const LARGEST_PAGE = 100;

/** More per page than the API gives is not an error: the largest page is given. */
export const Page = z
  .object({ page: wholeNumber(1, HIGHEST), per_page: wholeNumber(1, HIGHEST) })
  .transform(({ page, per_page: perPage }) => ({
    page: page ?? 1,
    perPage: Math.min(perPage ?? 20, LARGEST_PAGE),
  }));
export type Page = z.output<typeof Page>;

export const skipTake = ({ page, perPage }: Page) => ({ skip: (page - 1) * perPage, take: perPage });

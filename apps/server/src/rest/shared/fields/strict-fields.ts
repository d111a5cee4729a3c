import { z } from 'zod';
import { quoted } from '#domain';
import { shown } from '../schemas.js';

/** Text for git's objects or messages. */
export const words = (longest: number) =>
  z
    .string({ error: ({ input }) => `must be text, but is ${shown(input)}` })
    .max(longest, `may have ${longest} characters at most`)
    .refine((text) => !text.includes('\0'), 'must not contain the character U+0000');

/** The same, not blank. */
export const saying = (longest: number) =>
  words(longest).refine((text) => text.trim() !== '', 'must not be empty');

export const truth = z.boolean({ error: ({ input }) => `must be true or false, but is ${shown(input)}` });

export const wordOf = <const Words extends readonly [string, ...string[]]>(...choices: Words) =>
  z.enum(choices, { error: ({ input }) => `must be one of ${choices.join(', ')}, but is ${shown(input)}` });

/**
 * An object without unknown fields.
 * @param what the text after "must be"
 */
export const strictFields = <const Shape extends z.ZodRawShape>(shape: Shape, what: string) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has no field ${quoted(issue.keys[0] ?? '')}: there are ${Object.keys(shape).join(', ')}`
        : `must be ${what}, but is ${shown(issue.input)}`,
  });

/**
 * One of several forms. Reports a problem inside a form, not only that none matches.
 * @param what the text after "must be"
 */
export const formOf = <const Forms extends readonly [z.ZodType, ...z.ZodType[]]>(
  forms: Forms,
  what: string,
) =>
  z.union(forms, {
    error: (issue) => innerProblem(issue) ?? `must be ${what}, but is ${shown(issue.input)}`,
  });

function innerProblem(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_union') return undefined;
  const inner = issue.errors.flat().find(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
  return inner && [inner.path.join('.'), inner.message].filter(Boolean).join(' ');
}

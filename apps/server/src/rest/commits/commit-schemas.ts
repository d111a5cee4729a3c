import { z } from 'zod';
import { quoted } from '#domain';
import { instant, lastInstant, lenientBoolean, prose, text } from '../shared/schemas.js';

/** The longest name that git can store. */
const LONGEST_REVISION = 1_000;
const LONGEST_PATH = 4_096;

/** A file or folder in a commit; leading and trailing slashes are ignored, and `..` is refused. */
const path = prose(LONGEST_PATH)
  .transform((given) => given?.split('/').filter((part) => part !== '' && part !== '.'))
  .refine((parts) => !parts?.includes('..'), 'must not contain ".."')
  .transform((parts) => parts?.join('/'));

/** A filter for commits; empty and missing fields match all. */
export const CommitFilter = z
  .object({
    sha: text(LONGEST_REVISION),
    path,
    author: text(LONGEST_REVISION).refine(
      (name) => !/\p{Cc}/u.test(name ?? ''),
      'must not contain control characters',
    ),
    since: instant,
    until: lastInstant,
  })
  .transform(({ sha, ...filter }) => ({ revision: sha || undefined, ...filter }));
export type CommitFilter = z.output<typeof CommitFilter>;

export const ShowDiff = z
  .object({ show_diff: lenientBoolean })
  .transform(({ show_diff: isDiffShown = true }) => ({ isDiffShown }));
export type ShowDiff = z.output<typeof ShowDiff>;

/** `base...head`: branch names cannot contain two dots. */
export const Compared = z.object({ range: z.string() }).transform(({ range }, context) => {
  const [, base, head] = /^(.+?)\.\.\.(.+)$/s.exec(range) ?? [];
  if (base !== undefined && head !== undefined) return { base, head };
  context.addIssue({
    code: 'custom',
    path: ['range'],
    message: `must be base...head, but is ${quoted(range)}`,
  });
  return z.NEVER;
});
export type Compared = z.output<typeof Compared>;

export const ComparedFiles = z
  .object({ straight: lenientBoolean, suffix: text(LONGEST_PATH) })
  .transform(({ straight = false, suffix = '' }) => ({
    from: straight ? ('base' as const) : ('merge-base' as const),
    suffix,
  }));
export type ComparedFiles = z.output<typeof ComparedFiles>;

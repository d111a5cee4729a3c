import { z } from 'zod';
import type { FileChanges, NewFile } from '#git';
import { isBase64, shown } from '../schemas.js';
import { formOf, saying, strictFields, truth, wordOf, words } from './strict-fields.js';

/** The largest size of a body. */
const LONGEST_FILE = 64 * 1024 * 1024;

/** A file in a body: text, or an object with content and encoding; null removes it. */
const FileField = formOf(
  [
    z.string().max(LONGEST_FILE),
    z.null(),
    strictFields(
      {
        content: z.string({ error: ({ input }) => `must be text, but is ${shown(input)}` }),
        encoding: wordOf('text', 'base64').optional(),
        executable: truth.optional(),
      },
      'a file',
    ).refine(({ content, encoding }) => encoding !== 'base64' || isBase64(content), {
      path: ['content'],
      message: 'is not base64',
    }),
  ],
  'text, null, or an object with content, encoding and executable',
);

/** Files by path. */
const FilesField = z
  .record(z.string(), FileField, {
    error: ({ input }) => `must be an object of paths and what they are to hold, but is ${shown(input)}`,
  })
  .transform(
    (files): FileChanges => new Map(Object.entries(files).map(([path, file]) => [path, newFile(file)])),
  );

function newFile(file: z.output<typeof FileField>): NewFile | null {
  if (file === null) return null;
  if (typeof file === 'string') return { content: file };
  const { content, encoding, executable: isExecutable } = file;
  return { content: encoding === 'base64' ? Buffer.from(content, 'base64') : content, isExecutable };
}

/** Git keeps seconds and the offset. */
const COMMIT_DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** A time, in UTC without an offset, as git's raw date. */
const CommitDate = z
  .string({ error: ({ input }) => `must be a time, but is ${shown(input)}` })
  .transform((given, context) => {
    const [, day = '', time = '00:00', zone = 'Z'] = COMMIT_DATE.exec(given) ?? [];
    const offset = zone.toUpperCase() === 'Z' ? '+0000' : zone.replace(':', '');
    const seconds = Date.parse(`${day}T${time}${offset.slice(0, 3)}:${offset.slice(3)}`) / 1000;
    if (seconds >= 0 && Math.abs(Number(offset)) <= 1400) return `${seconds} ${offset}`;
    context.addIssue({
      code: 'custom',
      message: `must be a time from 1970 on, like 2024-11-09T09:49:53+08:00, but is ${shown(given)}`,
    });
    return z.NEVER;
  });

const SignerField = strictFields(
  { name: saying(200).optional(), email: saying(200).optional(), date: CommitDate.optional() },
  'an object with name, email and date',
);

/** The fields of a commit, besides its branch. */
export const COMMIT_FIELDS = {
  message: saying(1_000_000).optional(),
  files: FilesField.optional(),
  author: SignerField.optional(),
  committer: SignerField.optional(),
  date: CommitDate.optional(),
  parents: z
    .array(words(300), {
      error: ({ input }) => `must be a list of shas, branches or tags, but is ${shown(input)}`,
    })
    .max(100, 'has more than 100 entries')
    .optional(),
};

export type CommitFields = z.output<z.ZodObject<typeof COMMIT_FIELDS>>;

/** @returns the forge's form; `date` applies to author and committer without one of their own */
export const commitOrder = ({ message, files, author, committer, date, parents }: CommitFields) => ({
  message,
  files: files ?? new Map(),
  author: { date, ...author },
  committer: { date, ...committer },
  parents,
});

import { z } from 'zod';
import type { CommitOrder } from '#forge';
import {
  body,
  lenientBoolean,
  pageOf,
  PageFields,
  prose,
  requiredBase64,
  requiredText,
  text,
} from '../shared/schemas.js';

const LONGEST_REVISION = 1_000;
const LONGEST_PATH = 4_000;

/** The commit to read. */
export const AtRef = z.object({ ref: text(LONGEST_REVISION) }).transform(({ ref }) => ref || undefined);
export type AtRef = z.output<typeof AtRef>;

export const FileListQuery = z
  .object({ ref_name: text(LONGEST_REVISION), file_name: text(LONGEST_PATH) })
  .transform(({ ref_name: ref, file_name: part = '' }) => ({ ref: ref || undefined, part }));
export type FileListQuery = z.output<typeof FileListQuery>;

export const TreeQuery = z
  .object({ ...PageFields, recursive: lenientBoolean, file_path: text(LONGEST_PATH) })
  .transform(({ recursive: isRecursive = false, file_path: path = '', page, per_page }) => ({
    isRecursive,
    path,
    // Without a page, the whole tree is returned.
    page: page === undefined && per_page === undefined ? null : pageOf({ page, per_page }),
  }));
export type TreeQuery = z.output<typeof TreeQuery>;

const person = z
  .object({ name: text(200), email: text(200) })
  .nullish()
  .transform((given) => given ?? {});

/** Forms have no objects: they name nested fields by their path. */
const CHANGE_FIELDS = {
  message: requiredText(1_000_000),
  branch: text(LONGEST_REVISION),
  sha: prose(64),
  author: person,
  committer: person,
  'author[name]': text(200),
  'author[email]': text(200),
  'committer[name]': text(200),
  'committer[email]': text(200),
};

const change = z.object(CHANGE_FIELDS);

/** The commit fields of the three calls that change a file. */
const commitOf = (fields: z.output<typeof change>): Omit<CommitOrder, 'files'> => ({
  message: fields.message,
  branch: fields.branch || undefined,
  author: {
    name: (fields.author.name ?? fields['author[name]']) || undefined,
    email: (fields.author.email ?? fields['author[email]']) || undefined,
  },
  committer: {
    name: (fields.committer.name ?? fields['committer[name]']) || undefined,
    email: (fields.committer.email ?? fields['committer[email]']) || undefined,
  },
});

export const WriteFile = body({ ...CHANGE_FIELDS, content: requiredBase64 }).transform((fields) => ({
  content: fields.content,
  sha: fields.sha || undefined,
  commit: commitOf(fields),
}));
export type WriteFile = z.output<typeof WriteFile>;

/** The fields of a removal, as `DELETE` has them in the body, in the query, or in both. */
export const RemovalFields = body({ ...CHANGE_FIELDS, message: prose(1_000_000) });
export type RemovalFields = z.output<typeof RemovalFields>;

const RemovedFile = RemovalFields.transform((fields) => ({
  sha: fields.sha || undefined,
  commit: commitOf({ ...fields, message: fields.message ?? '' }),
}));
export type RemovedFile = z.output<typeof RemovedFile>;

/** Fields of the body count before those of the query; empty ones count as left out. */
export const removedFile = (given: RemovalFields, asked: RemovalFields): RemovedFile =>
  RemovedFile.parse(Object.fromEntries([...filled(asked), ...filled(given)]));

const filled = (fields: RemovalFields) => Object.entries(fields).filter(([, value]) => value);

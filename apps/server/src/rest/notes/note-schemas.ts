import { z } from 'zod';
import {
  body,
  choice,
  lenientBoolean,
  PageFields,
  pageOf,
  prose,
  requiredText,
  text,
  wholeNumber,
} from '../shared/schemas.js';

const LONGEST_NOTE = 1_000_000;

const noteText = requiredText(LONGEST_NOTE);

const lineNumber = wholeNumber(1, 2_147_483_647);

const NewNote = {
  body: noteText,
  path: prose(4_096),
  position: lineNumber,
  new_line: lineNumber,
  line: lineNumber,
};

/** A line of the diff is named by its position in it, or by its number in the new file. */
function placed(fields: z.output<z.ZodObject<typeof NewNote>>, context: z.RefinementCtx) {
  const { body: written, path, position, line, new_line: newLine = line } = fields;
  if (path !== undefined && position !== undefined) return { body: written, line: { path, position } };
  if (path !== undefined && newLine !== undefined) return { body: written, line: { path, newLine } };
  if (path === undefined && position === undefined) return { body: written, line: null };
  const missing = path === undefined ? 'path' : 'position';
  context.addIssue({
    code: 'custom',
    path: [missing],
    message: 'is missing: a comment on a line of the diff takes path and position',
  });
  return z.NEVER;
}

export const CreateNote = body(NewNote).transform(placed);
export type CreateNote = z.output<typeof CreateNote>;

/**
 * The same on a merge request, where it may reply: to a comment by its number, or to a discussion. The reference's
 * `need_to_resolve` has no effect: every discussion can be resolved.
 */
export const CreatePullNote = body({
  ...NewNote,
  need_to_resolve: lenientBoolean,
  in_reply_to: text(100),
  discussion_id: text(100),
}).transform(({ in_reply_to: comment, discussion_id: discussion, ...fields }, context) => ({
  note: placed(fields, context),
  repliesTo: comment || discussion || null,
}));
export type CreatePullNote = z.output<typeof CreatePullNote>;

export const ChangeNote = body({ body: noteText });
export type ChangeNote = z.output<typeof ChangeNote>;

/** Oldest first by default. */
export const NoteList = z
  .object({
    ...PageFields,
    order: choice('asc', 'desc'),
    // The reference has a number here, and does not say which.
    direction: choice('asc', 'desc', '0', '1'),
    comment_type: choice('diff_comment', 'pr_comment'),
    view: text(20),
  })
  .transform((query) => ({
    ...pageOf(query),
    order: ['desc', '1'].includes(query.order ?? query.direction ?? 'asc')
      ? ('DESC' as const)
      : ('ASC' as const),
    isDetailed: query.view === 'all',
    isOnLine: query.comment_type && query.comment_type === 'diff_comment',
  }));
export type NoteList = z.output<typeof NoteList>;

export const Resolve = body({ resolved: lenientBoolean }).transform(({ resolved = true }) => ({ resolved }));
export type Resolve = z.output<typeof Resolve>;

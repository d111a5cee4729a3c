import { z } from 'zod';
import type { User } from '#domain';
import type { Discussion, MergeRequestRow, NoteRow } from '#forge';
import type { Links } from '#payloads';
import { PersonJson, personJson } from '../shared/json/account-json.js';
import { millisecondsWithOffset, secondsWithOffset } from '../shared/json/times.js';
import { UserReference, userReference } from '../shared/json/user-json.js';

/** The answer of `POST …/commits/{sha}/comments`. */
export const CreatedCommitNoteJson = () =>
  z.strictObject({
    id: z.string(),
    body: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
  });
export type CreatedCommitNoteJson = z.output<ReturnType<typeof CreatedCommitNoteJson>>;

export const createdCommitNoteJson = (note: NoteRow): CreatedCommitNoteJson => ({
  id: String(note.id),
  body: note.body,
  created_at: secondsWithOffset(note.createdAt),
  updated_at: secondsWithOffset(note.updatedAt),
});

/** An entry of `GET …/commits/{ref}/comments`. */
export const CommitNoteJson = () =>
  z.strictObject({
    body: z.string(),
    created_at: z.string(),
    id: z.int(),
    updated_at: z.string(),
    user: UserReference(),
  });
export type CommitNoteJson = z.output<ReturnType<typeof CommitNoteJson>>;

export const commitNoteJson = (note: NoteRow, author: User): CommitNoteJson => ({
  body: note.body,
  created_at: secondsWithOffset(note.createdAt),
  id: note.id,
  updated_at: secondsWithOffset(note.updatedAt),
  user: userReference(author),
});

/** The same with `view=all`, an addition of ours: with the line that it was sent for, or null. */
export const PlacedCommitNoteJson = () =>
  z.strictObject({
    ...CommitNoteJson().shape,
    path: z.string().nullable(),
    position: z.int().nullable(),
  });
export type PlacedCommitNoteJson = z.output<ReturnType<typeof PlacedCommitNoteJson>>;

export const placedCommitNoteJson = (note: NoteRow, author: User): PlacedCommitNoteJson => ({
  ...commitNoteJson(note, author),
  path: note.path,
  position: note.position,
});

/** The answer of `GET` and `PATCH …/comments/{id}`, and an entry of `GET …/comments`. */
export const RepositoryNoteJson = () =>
  z.strictObject({
    body: z.string(),
    created_at: z.string(),
    id: z.int(),
    target: z.strictObject({}),
    updated_at: z.string(),
    user: UserReference(),
  });
export type RepositoryNoteJson = z.output<ReturnType<typeof RepositoryNoteJson>>;

export const repositoryNoteJson = (note: NoteRow, author: User): RepositoryNoteJson => ({
  body: note.body,
  created_at: secondsWithOffset(note.createdAt),
  id: note.id,
  target: {},
  updated_at: secondsWithOffset(note.updatedAt),
  user: userReference(author),
});

/** The answer of `POST …/pulls/{number}/comments`; the number in the webhook is there by our name and by that of clients. */
export const CreatedPullNoteJson = () =>
  z.strictObject({
    id: z.string(),
    body: z.string(),
    note_id: z.int(),
    noteId: z.int(),
  });
export type CreatedPullNoteJson = z.output<ReturnType<typeof CreatedPullNoteJson>>;

export const createdPullNoteJson = (note: NoteRow): CreatedPullNoteJson => ({
  id: note.discussionId,
  body: note.body,
  note_id: note.id,
  noteId: note.id,
});

/** The answer of `GET …/pulls/comments/{id}`; the last key is ours: the discussion for replies. */
export const PullNoteJson = () =>
  z.strictObject({
    id: z.int(),
    body: z.string(),
    comment_type: z.string(),
    user: UserReference(),
    target: z.strictObject({
      issue: z.strictObject({
        id: z.int(),
        title: z.string(),
        number: z.string(),
      }),
    }),
    created_at: z.string(),
    updated_at: z.string(),
    discussion_id: z.string(),
  });
export type PullNoteJson = z.output<ReturnType<typeof PullNoteJson>>;

export const pullNoteJson = (note: NoteRow, author: User, request: MergeRequestRow): PullNoteJson => ({
  id: note.id,
  body: note.body,
  comment_type: commentType(note),
  user: userReference(author),
  target: { issue: { id: request.id, title: request.title, number: String(request.iid) } },
  created_at: secondsWithOffset(note.createdAt),
  updated_at: secondsWithOffset(note.updatedAt),
  discussion_id: note.discussionId,
});

const commentType = ({ lineCode }: NoteRow) => (lineCode === null ? 'pr_comment' : 'diff_comment');

/** An entry of `GET …/pulls/{number}/comments?view=all`. @param authors by id */
export const DiscussionJson = () =>
  z.strictObject({
    ...SaidJson().shape,
    discussion_id: z.string(),
    comment_type: z.string(),
    diff_file: z.string().nullable(),
    diff_position: DiffPositionJson().nullable(),
    resolved: z.boolean(),
    reply: z.array(SaidJson()),
  });
export type DiscussionJson = z.output<ReturnType<typeof DiscussionJson>>;

export const discussionJson = (
  { first, replies, isResolved }: Discussion,
  authors: ReadonlyMap<number, User>,
  links: Links,
): DiscussionJson => ({
  ...saidJson(first, authors, links),
  discussion_id: first.discussionId,
  comment_type: commentType(first),
  diff_file: first.path,
  diff_position: diffPositionJson(first),
  resolved: isResolved,
  reply: replies.map((reply) => saidJson(reply, authors, links)),
});

const SaidJson = () =>
  z.strictObject({
    id: z.int(),
    body: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    user: PersonJson().nullable(),
  });
type SaidJson = z.output<ReturnType<typeof SaidJson>>;

function saidJson(note: NoteRow, authors: ReadonlyMap<number, User>, links: Links): SaidJson {
  const author = authors.get(note.authorId);
  return {
    id: note.id,
    body: note.body,
    created_at: millisecondsWithOffset(note.createdAt),
    updated_at: millisecondsWithOffset(note.updatedAt),
    user: author === undefined ? null : personJson(author, links),
  };
}

/**
 * An entry of `GET …/pulls/{number}/comments`: the same under the discussion's 40 hex digits. The reference has the keys
 * up to the user; clients sort the entries by the others.
 */
export const ListedPullNoteJson = () =>
  z.strictObject({ ...DiscussionJson().shape, id: z.string(), note_id: z.int() });
export type ListedPullNoteJson = z.output<ReturnType<typeof ListedPullNoteJson>>;

export const listedPullNoteJson = (
  discussion: Discussion,
  authors: ReadonlyMap<number, User>,
  links: Links,
): ListedPullNoteJson => ({
  ...discussionJson(discussion, authors, links),
  id: discussion.first.discussionId,
  note_id: discussion.first.id,
});

/** Null for a comment that is not on a line. */
const DiffPositionJson = () =>
  z.strictObject({
    position: z.int().nullable(),
    old_line: z.int(),
    start_new_line: z.int(),
    end_new_line: z.int(),
  });
type DiffPositionJson = z.output<ReturnType<typeof DiffPositionJson>>;

function diffPositionJson({ lineCode, position }: NoteRow): DiffPositionJson | null {
  const [, oldLine, newLine] = lineCode?.split('_') ?? [];
  return lineCode === null
    ? null
    : { position, old_line: Number(oldLine), start_new_line: Number(newLine), end_new_line: Number(newLine) };
}

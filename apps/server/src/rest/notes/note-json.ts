import type { User } from '#domain';
import type { Discussion, MergeRequestRow, NoteRow } from '#forge';
import type { Links } from '#payloads';
import { personJson } from '../shared/json/account-json.js';
import { millisecondsWithOffset, secondsWithOffset } from '../shared/json/times.js';
import { userReference } from '../shared/json/user-json.js';

/** The answer of `POST …/commits/{sha}/comments`. */
export const createdCommitNoteJson = (note: NoteRow) => ({
  id: String(note.id),
  body: note.body,
  created_at: secondsWithOffset(note.createdAt),
  updated_at: secondsWithOffset(note.updatedAt),
});

/** An entry of `GET …/commits/{ref}/comments`. */
export const commitNoteJson = (note: NoteRow, author: User) => ({
  body: note.body,
  created_at: secondsWithOffset(note.createdAt),
  id: note.id,
  updated_at: secondsWithOffset(note.updatedAt),
  user: userReference(author),
});

/** The answer of `GET` and `PATCH …/comments/{id}`, and an entry of `GET …/comments`. */
export const repositoryNoteJson = (note: NoteRow, author: User) => ({
  body: note.body,
  created_at: secondsWithOffset(note.createdAt),
  id: note.id,
  target: {},
  updated_at: secondsWithOffset(note.updatedAt),
  user: userReference(author),
});

/** The answer of `POST …/pulls/{number}/comments`; the last key is ours: the number in the webhook. */
export const createdPullNoteJson = (note: NoteRow) => ({
  id: note.discussionId,
  body: note.body,
  note_id: note.id,
});

/** An entry of `GET …/pulls/{number}/comments`; the last key is ours: the number in the webhook. */
export const listedPullNoteJson = (note: NoteRow, author: User, links: Links) => ({
  id: note.discussionId,
  body: note.body,
  created_at: millisecondsWithOffset(note.createdAt),
  updated_at: millisecondsWithOffset(note.updatedAt),
  user: personJson(author, links),
  note_id: note.id,
});

/** The answer of `GET …/pulls/comments/{id}`; the last key is ours: what a reply is sent to. */
export const pullNoteJson = (note: NoteRow, author: User, request: MergeRequestRow) => ({
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
export const discussionJson = (
  { first, replies, isResolved }: Discussion,
  authors: ReadonlyMap<number, User>,
  links: Links,
) => ({
  ...saidJson(first, authors, links),
  discussion_id: first.discussionId,
  comment_type: commentType(first),
  diff_file: first.path,
  diff_position: diffPositionJson(first),
  resolved: isResolved,
  reply: replies.map((reply) => saidJson(reply, authors, links)),
});

function saidJson(note: NoteRow, authors: ReadonlyMap<number, User>, links: Links) {
  const author = authors.get(note.authorId);
  return {
    id: note.id,
    body: note.body,
    created_at: millisecondsWithOffset(note.createdAt),
    updated_at: millisecondsWithOffset(note.updatedAt),
    user: author === undefined ? null : personJson(author, links),
  };
}

/** Null for a comment that is not on a line. */
function diffPositionJson({ lineCode, position }: NoteRow) {
  const [, oldLine, newLine] = lineCode?.split('_') ?? [];
  return lineCode === null
    ? null
    : { position, old_line: Number(oldLine), start_new_line: Number(newLine), end_new_line: Number(newLine) };
}

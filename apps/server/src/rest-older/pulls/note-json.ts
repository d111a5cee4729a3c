import type { MergeRequestRow, NoteRow } from '#forge';
import { inBeijing } from '../shared/times.js';

/** Reviews have no numbers here. @param firstId of the comment that it replies to, or its own */
export const olderNoteJson = (note: NoteRow, request: MergeRequestRow, firstId: number) => ({
  id: note.id,
  pull_request_review_id: null,
  path: note.path,
  commit_id: request.headSha,
  in_reply_to_id: firstId === note.id ? null : firstId,
  body: note.body,
  line: note.lineCode === null ? null : newLineOf(note.lineCode),
  created_at: inBeijing(note.createdAt),
  updated_at: inBeijing(note.updatedAt),
});

/** @param lineCode `sha1(path)_<old line>_<new line>` */
const newLineOf = (lineCode: string): number => Number(lineCode.split('_').at(-1));

import { z } from 'zod';
import type { MergeRequestRow, NoteRow } from '#forge';
import { inBeijing } from '../shared/times.js';

/**
 * Reviews have no ids here.
 * @param firstId of the first comment in its discussion
 */
export const OlderNoteJson = () =>
  z.strictObject({
    id: z.int(),
    pull_request_review_id: z.null(),
    path: z.string().nullable(),
    commit_id: z.string(),
    in_reply_to_id: z.int().nullable(),
    body: z.string(),
    line: z.int().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  });
export type OlderNoteJson = z.output<ReturnType<typeof OlderNoteJson>>;

export const olderNoteJson = (note: NoteRow, request: MergeRequestRow, firstId: number): OlderNoteJson => ({
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

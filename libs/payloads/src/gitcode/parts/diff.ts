import type { FileDiff } from '#domain';

/** `st_diff` of a comment on a line. */
export interface DiffPayload {
  readonly diff: string;
  readonly new_path: string;
  readonly old_path: string;
  readonly a_mode: string;
  readonly b_mode: string;
  readonly new_file: boolean;
  readonly renamed_file: boolean;
  readonly deleted_file: boolean;
}

export const diffPayload = (diff: FileDiff): DiffPayload => ({
  diff: diff.diff,
  new_path: diff.newPath,
  old_path: diff.oldPath,
  a_mode: diff.oldMode,
  b_mode: diff.newMode,
  new_file: diff.status === 'added',
  renamed_file: diff.status === 'renamed',
  deleted_file: diff.status === 'deleted',
});

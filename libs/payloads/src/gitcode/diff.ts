import type { FileDiff } from '#domain';

/** `st_diff` of a comment on a line. */
export const diffPayload = (diff: FileDiff) => ({
  diff: diff.diff,
  new_path: diff.newPath,
  old_path: diff.oldPath,
  a_mode: diff.oldMode,
  b_mode: diff.newMode,
  new_file: diff.status === 'added',
  renamed_file: diff.status === 'renamed',
  deleted_file: diff.status === 'deleted',
});

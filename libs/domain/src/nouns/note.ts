import type { FileDiff } from './file-diff.js';

/** A comment on a commit, a merge request or an issue. */
export interface Note {
  readonly id: number;
  readonly body: string;
  readonly authorId: number;
  /** 40 hex digits, the same for a comment and the replies to it. */
  readonly discussionId: string;
  /** The line of a diff that it comments on; null for a plain comment. */
  readonly line: NotedLine | null;
  /** ISO 8601 in UTC, like `updatedAt`. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NotedLine {
  /** `sha1(path)_<old line>_<new line>` */
  readonly code: string;
  /** The diff of the whole file at the time of the comment. */
  readonly diff: FileDiff;
}

/** The change of one file. */
export interface FileDiff {
  /** The same as `newPath` for a file that is added or deleted. */
  readonly oldPath: string;
  readonly newPath: string;
  /** `100644`, `160000`, …; `0` when there was no file. */
  readonly oldMode: string;
  /** `0` for a deleted file. */
  readonly newMode: string;
  /** A file that became a link or a submodule is `modified`; a copy is `added`. */
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed';
  /** The new blob; the old one of a deleted file; a submodule's commit. */
  readonly blobSha: string;
  /** 0 for binary files, like `deletions`. */
  readonly additions: number;
  readonly deletions: number;
  /** From the line `--- …` or `Binary files …` on, last newline included; `''` when only name or mode changed. */
  readonly diff: string;
}

export interface Commit {
  readonly sha: string;
  /** As git stores it, trailing newline included. */
  readonly message: string;
  /** The committer's time with its offset: `2019-01-01T00:08:00+08:00`. */
  readonly timestamp: string;
  readonly author: { readonly name: string; readonly email: string };
}

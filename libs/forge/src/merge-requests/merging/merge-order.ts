import type { User } from '#domain';

type MergeMethod = 'merge' | 'squash' | 'rebase';

/** How a user merges a request. */
export interface MergeOrder {
  readonly user: User;
  /** The request's own choice when left out: squash or a merge commit. */
  readonly method?: MergeMethod | undefined;
  /** Of the merge commit or the squash, without a newline at its end; ours when left out. A rebase keeps its messages. */
  readonly message?: string | undefined;
  /** The request's own choice when left out. */
  readonly pruneSourceBranch?: boolean | undefined;
}

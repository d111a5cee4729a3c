import type { RefUpdate } from '#domain';
import type { PushChecks } from '../repository/push-checks.js';

/** What a repository's rules say to one person's push. */
export interface PushGuard {
  /** Why a ref may not move like that, in the words that git shows behind `[remote rejected]`; null when it may. */
  readonly refusal: (update: RefUpdate) => string | null;
  /** What can only be said of the commits themselves; null when there is nothing to look for. */
  readonly checks: PushChecks | null;
}

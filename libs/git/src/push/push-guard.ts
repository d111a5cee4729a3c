import type { RefUpdate } from '#domain';
import type { PushChecks } from '../repository/push-checks.js';

/** Checks one user's push against a repository's rules. */
export interface PushGuard {
  /** Why a ref may not move like that, shown by git behind `[remote rejected]`; null when it may. */
  readonly refusal: (update: RefUpdate) => string | null;
  /** The checks that need the commits themselves; null for none. */
  readonly checks: PushChecks | null;
}

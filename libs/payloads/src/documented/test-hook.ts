import type { NewestCommits } from '#domain';
import type { Sha } from '../formats.js';

export interface TestHookPayload {
  readonly before: Sha;
  readonly after: Sha;
}

/** The payload in the contract's receiver example after a press on Test Hook: two keys, under the push header. */
export const testHookPayload = (commits: NewestCommits): TestHookPayload => ({
  before: commits.before,
  after: commits.after,
});

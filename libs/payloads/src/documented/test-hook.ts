import type { NewestCommits } from '#domain';

export interface TestHookPayload {
  readonly before: string;
  readonly after: string;
}

/** What the contract's receiver example prints after a press on Test Hook: two keys, under the push header. */
export const testHookPayload = (commits: NewestCommits): TestHookPayload => ({
  before: commits.before,
  after: commits.after,
});

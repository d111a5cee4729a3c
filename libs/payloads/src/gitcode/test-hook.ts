import type { NewestCommits } from '#domain';
import type { Sha } from '../formats.js';

/** The two commits of a plain Test Hook; production's own form is not known. */
export interface TestHookPayload {
  readonly before: Sha;
  readonly after: Sha;
}

export const testHookPayload = (commits: NewestCommits): TestHookPayload => ({
  before: commits.before,
  after: commits.after,
});

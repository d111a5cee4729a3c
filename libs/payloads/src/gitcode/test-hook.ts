import type { NewestCommits } from '#domain';

/** The two commits of a plain Test Hook; production's own form is not known. */
export const testHookPayload = (commits: NewestCommits) => ({
  before: commits.before,
  after: commits.after,
});

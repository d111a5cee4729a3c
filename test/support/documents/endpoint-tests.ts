/**
 * Which test calls an operation on purpose, for its life: creates, reads, changes, lists, deletes, and is refused. The
 * first pattern counts. Besides, `test/rest/refusals.test.ts` has a refusal of nearly each, and
 * `test/access/access-matrix.test.ts` calls each in every role.
 */
const TESTS: readonly (readonly [operation: RegExp, test: string])[] = [
  [/oauth\//, 'oauth/oauth'],
  [/^\w+ \/(repos|orgs|user|users)\/.*(contents|issues|trees|repos$)/, 'rest/older-api-files-and-issues'],
  [/ \/repos\/.*\/replies$/, 'notes/discussions'],
  [/ \/(repos|user)\b/, 'rest/older-api'],
  [/\/(pulls|pull_requests).*\/comments\/\{discussion\}$|\/discussions\//, 'notes/discussions'],
  [/\/pulls\/(comments|\{number\}\/comments)/, 'notes/merge-request-notes'],
  [/\/pulls\/\{number\}\/issues$|\/issues\/\{number\}\/pull_requests$/, 'issues/closing-issues'],
  [/\/pull_requests$|\/user\/pulls$/, 'merge-requests/found-merge-requests'],
  [
    /\/pulls\/\{number\}\/(assignees|labels|review|test|testers)(\/|$)/,
    'merge-requests/merge-request-review',
  ],
  [
    /\/pulls.*\/(operate_logs|option_\w+|reviewers|user_reactions|modify_history|files\.json)$/,
    'merge-requests/merge-request-log',
  ],
  [/\/pulls\/\{number\}\/(commits|files)$/, 'merge-requests/merge-request-diff'],
  [/\/pulls\/\{number\}\/merge$/, 'merges/merge-methods'],
  [/\/pulls\/\{number\}$/, 'merge-requests/merge-request-life'],
  [/\/pulls$/, 'merge-requests/merge-request-list'],
  [/\/(diff|patch|raw\/\{path\}|file_list)$|\/(contents|git|zipball|tarball)(\/|$)/, 'rest/contents-api'],
  [/\/enterprises\/\{enterprise\}\/issues\/\{number\}\/comments$/, 'issues/issue-notes'],
  [/\/\{repo\}\/issues(.*\/comments|\/comment\/)/, 'issues/issue-notes'],
  [/\/\{repo\}\/issues\/.*\/labels/, 'issues/labels'],
  [/\/issues?(\/|$)/, 'issues/issues'],
  [/\/labels(\/|$)/, 'issues/labels'],
  [/\/milestones(\/|$)/, 'issues/milestones'],
  [/\/check-runs(\/|$)/, 'statuses/check-runs'],
  [/\/status(es)?(\/\{\w+\})?$(?<!\/repo\/\{repo\}\/status)/, 'statuses/commit-statuses'],
  [/\/comments(\/|$)/, 'notes/commit-notes'],
  [/\/(commits|compare)(\/|$)/, 'rest/commits-api'],
  [
    /\/(setting\/new|setting|protect_branches|protected_tags)(\/|$)(?<!module\/setting)/,
    'repositories/protection',
  ],
  [/\/branches(\/|$)/, 'rest/branches-api'],
  [/\/tags(\/\{tag\})?$(?<!releases\/tags\/\{tag\})/, 'rest/tags-api'],
  [/\/releases(\/|$)/, 'releases/releases'],
  [/\/hooks\/\{id\}\/tests$/, 'webhooks/test-hook'],
  [/\/hooks(\/|$)/, 'webhooks/hooks-api'],
  [/\/upload$/, 'rest/uploads'],
  [/\/forks$/, 'repositories/forks'],
  [/\/(languages|contributors|statistic|commit_statistics)$/, 'repositories/statistics'],
  [/\{(repo|username)\}\/events$/, 'repositories/activities'],
  [/\/(collaborators|members)(\/|$)/, 'rest/people-api'],
  [/^PATCH .*\/user$/, 'rest/people-api'],
  [/\/(repositories\/\{id\}|user)$/, 'rest/rest-api'],
  [/\{repo\}\/transfer$/, 'repositories/repository-settings'],
  [/\{repo\}\/.|^PATCH .*\{repo\}$/, 'repositories/repository-settings'],
  [/\{repo\}$|\/user\/repos$/, 'rest/rest-api'],
  [/ \/api\/v5\//, 'rest/people-api'],
];

/**
 * @param operation `GET /api/v5/user`
 * @returns `test/rest/rest-api.test.ts`; null for an operation without one
 */
export function testOf(operation: string): string | null {
  const [, test] = TESTS.find(([pattern]) => pattern.test(operation)) ?? [];
  return test === undefined ? null : `test/${test}.test.ts`;
}

import { expect, test } from 'vitest';
import { openRequest, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Refusal = readonly [method: Method, path: string, fields: object, words: string];

const REPO = '/api/v5/repos/demo/demo';
const NO_REPOSITORY = 'Repository "demo/none" does not exist';

/** Calls for something that is not there. */
const MISSING: readonly Refusal[] = [
  ['post', '/api/v5/repos/demo/issues', { repo: 'none', title: 'x' }, NO_REPOSITORY],
  ['put', '/api/v5/org/demo/repo/none/status', { status: 1 }, NO_REPOSITORY],
  ['post', '/api/v5/org/demo/projects/none/transfer', { transfer_to: 'demo' }, NO_REPOSITORY],
  ['get', '/api/v5/demo/none/repository/commit_statistics', {}, NO_REPOSITORY],
  ['get', '/api/v5/repositories/999', {}, '999'],
  ['delete', `${REPO}/contents/gone.txt`, { sha: 'a'.repeat(40), message: 'x' }, '"gone.txt"'],
  ['get', `${REPO}/git/blobs/${'a'.repeat(40)}`, {}, 'a'.repeat(40)],
  ['get', `${REPO}/git/trees/gone`, {}, '"gone"'],
  ['get', `${REPO}/raw/gone.txt`, {}, '"gone.txt"'],
  ['get', `${REPO}/branches/gone`, {}, 'Branch "gone" does not exist in demo/demo'],
  ['delete', `${REPO}/branches/gone`, {}, 'Branch "gone" does not exist in demo/demo'],
  ['put', `${REPO}/branches/gone/setting`, { pusher: 'admin', merger: 'admin' }, '"gone"'],
  ['delete', `${REPO}/branches/gone/setting`, {}, '"gone"'],
  ['get', `${REPO}/commits/gone`, {}, '"gone"'],
  ['get', `${REPO}/compare/master...gone`, {}, '"gone"'],
  ['post', `${REPO}/commits/gone/comments`, { body: 'x' }, '"gone"'],
  ['patch', `${REPO}/comments/999`, { body: 'x' }, '999'],
  ['delete', `${REPO}/comments/999`, {}, '999'],
  ['delete', `${REPO}/tags/gone`, {}, 'Tag "gone" does not exist in demo/demo'],
  ['put', `${REPO}/protected_tags`, { name: 'gone', create_access_level: 30 }, '"gone"'],
  ['get', `${REPO}/protected_tags/gone`, {}, '"gone"'],
  ['delete', `${REPO}/protected_tags/gone`, {}, '"gone"'],
  ['get', `${REPO}/issues/9`, {}, '#9 does not exist in demo/demo'],
  ['patch', '/api/v5/repos/demo/issues/9', { repo: 'demo', title: 'x' }, '#9'],
  ['get', '/api/v5/repos/demo/issues/9/operate_logs?repo=demo', {}, '#9'],
  ['post', `${REPO}/issues/9/comments`, { body: 'x' }, '#9'],
  ['get', `${REPO}/issues/9/pull_requests`, {}, '#9'],
  ['put', `${REPO}/issues/9/labels`, ['bug'], '#9'],
  ['delete', `${REPO}/issues/9/labels`, {}, '#9'],
  ['patch', `${REPO}/issues/comments/999`, { body: 'x' }, '999'],
  ['delete', `${REPO}/issues/comments/999`, {}, '999'],
  ['patch', `${REPO}/labels/gone`, { name: 'x' }, 'Label "gone" does not exist in demo/demo'],
  ['delete', `${REPO}/labels/gone`, {}, 'Label "gone" does not exist in demo/demo'],
  ['patch', `${REPO}/milestones/999`, { title: 'x' }, '999'],
  ['get', `${REPO}/pulls/9`, {}, '!9 does not exist in demo/demo'],
  ['patch', `${REPO}/pulls/9`, { title: 'x' }, '!9'],
  ['put', `${REPO}/pulls/9/merge`, {}, '!9'],
  ['post', `${REPO}/pulls/9/comments`, { body: 'x' }, '!9'],
  ['post', `${REPO}/pulls/9/labels`, ['bug'], '!9'],
  ['post', `${REPO}/pulls/9/assignees`, { assignees: 'atomgit' }, '!9'],
  ['patch', `${REPO}/pulls/9/testers`, { reset_all: true }, '!9'],
  ['post', `${REPO}/pulls/9/review`, {}, '!9'],
  ['post', `${REPO}/pulls/9/test`, {}, '!9'],
  ['patch', `${REPO}/pulls/comments/999`, { body: 'x' }, '999'],
  ['delete', `${REPO}/pulls/comments/999`, {}, '999'],
  ['get', `${REPO}/releases/tags/gone`, {}, '"gone"'],
  ['patch', `${REPO}/releases/gone`, { tag_name: 'gone', name: 'x', body: 'x' }, '"gone"'],
  ['delete', `${REPO}/releases/gone`, {}, '"gone"'],
  ['patch', `${REPO}/hooks/999`, { url: 'http://127.0.0.1:9/' }, '999'],
  ['delete', `${REPO}/hooks/999`, {}, '999'],
  ['post', `${REPO}/hooks/999/tests`, {}, '999'],
  ['put', `${REPO}/collaborators/nobody`, { permission: 'pull' }, '"nobody"'],
  ['put', `${REPO}/members/nobody`, { permission: 'pull' }, '"nobody"'],
  ['delete', `${REPO}/collaborators/nobody`, {}, '"nobody"'],
  ['get', `${REPO}/collaborators/nobody/permission`, {}, '"nobody"'],
  ['get', '/api/v5/users/nobody', {}, '"nobody"'],
  ['get', '/api/v5/users/nobody/events', {}, '"nobody"'],
  ['get', '/api/v5/users/nobody/repos', {}, '"nobody"'],
  ['delete', '/api/v5/user/keys/999', {}, '999'],
  ['get', '/api/v5/user/namespace?path=nobody', {}, '"nobody"'],
  ['get', '/api/v5/orgs/nobody', {}, '"nobody"'],
  ['patch', '/api/v5/orgs/nobody', { name: 'x' }, '"nobody"'],
  ['post', '/api/v5/orgs/demo/memberships/nobody', { permission: 'push' }, '"nobody"'],
  ['delete', '/api/v5/orgs/demo/memberships/nobody', {}, '"nobody"'],
  ['put', '/api/v5/enterprises/demo/members/nobody', { role: 'admin' }, '"nobody"'],
  ['get', '/api/v5/user/memberships/orgs/nobody', {}, '"nobody"'],
  ['delete', '/api/v5/user/memberships/orgs/nobody', {}, '"nobody"'],
  ...(
    [
      ['patch', '', { name: 'x' }],
      ['delete', ''],
      ['put', '/module/setting', { has_wiki: true }],
      ['put', '/reviewer', { assignees: 'atomgit' }],
      ['put', '/transition', { mode: 1 }],
      ['put', '/push_config', { deny_force_push: true }],
      ['put', '/repo_settings', { disable_fork: true }],
      ['put', '/pull_request_settings', { can_reopen: true }],
      ['post', '/transfer', { new_owner: 'demo' }],
      ['post', '/forks'],
      ['post', '/file/upload', { file: 'YQ==', file_name: 'a' }],
      ['post', '/contents/a.txt', { content: 'YQ==', message: 'x' }],
      ['post', '/branches', { refs: 'master', branch_name: 'x' }],
      ['put', '/branches/setting/new', { wildcard: 'x', pusher: 'admin', merger: 'admin' }],
      ['post', '/tags', { refs: 'master', tag_name: 'x' }],
      ['post', '/protected_tags', { name: 'x', create_access_level: 30 }],
      ['post', '/labels', { name: 'x', color: '#000000' }],
      ['post', '/milestones', { title: 'x' }],
      ['post', '/pulls', { title: 'x', head: 'feature', base: 'master' }],
      ['post', '/releases', { tag_name: 'v1', name: 'x', body: 'x' }],
      ['post', '/hooks', { url: 'http://127.0.0.1:9/' }],
    ] as const
  ).map(([method, path, fields = {}]): Refusal => [
    method,
    `/api/v5/repos/demo/none${path}`,
    fields,
    NO_REPOSITORY,
  ]),
];

/** Calls with a field that is missing or makes no sense. */
const MALFORMED: readonly Refusal[] = [
  ['post', '/api/v5/user/repos', { name: 'a b' }, 'name "a b"'],
  [
    'post',
    '/api/v5/orgs/demo/repos',
    { name: 'x', private: 'maybe' },
    'private must be true, false, 1 or 0, but is "maybe"',
  ],
  ['patch', REPO, { private: 'maybe' }, 'private must be true, false, 1 or 0, but is "maybe"'],
  ['put', `${REPO}/module/setting`, { has_wiki: 'x' }, 'has_wiki must be true, false, 1 or 0, but is "x"'],
  ['put', `${REPO}/reviewer`, { assignees_number: 'x' }, 'assignees_number must be a whole number'],
  ['put', '/api/v5/org/demo/repo/demo/status', { status: 'x' }, 'status must be a whole number'],
  ['put', `${REPO}/push_config`, { max_file_size: 'x' }, 'max_file_size must be a whole number'],
  [
    'put',
    `${REPO}/pull_request_settings`,
    { can_reopen: 'x' },
    'can_reopen must be true, false, 1 or 0, but is "x"',
  ],
  ['post', `${REPO}/transfer`, {}, 'new_owner is missing'],
  ['put', `${REPO}/contents/README.md`, { content: '§', message: 'x' }, 'content is not base64'],
  ['delete', `${REPO}/contents/README.md`, { message: 'x' }, 'sha is missing'],
  ['put', `${REPO}/branches/setting/new`, { wildcard: 'x' }, 'pusher is missing'],
  ['put', `${REPO}/branches/master/setting`, { pusher: 'admin' }, 'merger is missing'],
  ['post', `${REPO}/tags`, { refs: 'master' }, 'tag_name is missing'],
  ['put', `${REPO}/protected_tags`, { name: 'x', create_access_level: 'x' }, 'create_access_level must be'],
  ['post', `${REPO}/commits/master/comments`, { body: ' ' }, 'body is missing'],
  ['patch', '/api/v5/repos/demo/issues/1', { repo: 'demo', state: 'half' }, 'state must be one of'],
  ['post', '/api/v5/repos/demo/issues', { repo: 'demo' }, 'title is missing'],
  ['post', `${REPO}/issues/1/comments`, {}, 'body is missing'],
  ['put', `${REPO}/issues/1/labels`, { other: 1 }, 'label names'],
  ['patch', `${REPO}/labels/bug`, { color: 'red' }, 'color must be a colour like #ED4014, but is "red"'],
  ['post', `${REPO}/milestones`, { title: 'x', due_on: 'soon' }, 'due_on must be'],
  ['post', `${REPO}/pulls`, { head: 'feature', base: 'master' }, 'title is missing'],
  ['patch', `${REPO}/pulls/1`, { state: 'half' }, 'state must be one of'],
  [
    'put',
    `${REPO}/pulls/1/merge`,
    { merge_method: 'magic' },
    'merge_method must be one of merge, squash, rebase, but is "magic"',
  ],
  ['post', `${REPO}/pulls/1/comments`, { body: 'x', path: 'a' }, 'position is missing'],
  ['post', `${REPO}/pulls/1/assignees`, {}, 'assignees is missing'],
  ['post', `${REPO}/pulls/1/testers`, { testers: 'nobody' }, '"nobody"'],
  [
    'patch',
    `${REPO}/pulls/1/assignees`,
    { reset_all: 'x' },
    'reset_all must be true, false, 1 or 0, but is "x"',
  ],
  ['post', `${REPO}/releases`, { name: 'x', body: 'x' }, 'tag_name is missing'],
  ['post', `${REPO}/hooks`, {}, 'url is missing'],
  ['put', `${REPO}/collaborators/atomgit`, { permission: 'all' }, 'permission must be one of'],
  ['put', `${REPO}/members/atomgit`, { permission: 'all' }, 'permission must be one of'],
  ['post', '/api/v5/orgs/demo/memberships/atomgit', { permission: 'all' }, 'permission must be one of'],
  ['put', '/api/v5/enterprises/demo/members/atomgit', { role: 'all' }, 'role must be one of'],
  ['post', '/api/v5/user/keys', { title: 'x' }, 'key is missing'],
  ['get', '/api/v5/search/repositories', {}, 'q is missing'],
  ['get', '/api/v5/search/issues', {}, 'q is missing'],
  ['get', '/api/v5/user/namespace', {}, 'path is missing'],
];

test('a call for what is not there answers 404, one that makes no sense 422, each names what was wrong, and nothing changes', async () => {
  const server = await start();
  const { api } = server;
  await pushFeature(await server.clone());
  await openRequest(server, {});
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'x', labels: 'bug' }).expect(200);
  const rule = { wildcard: 'master', pusher: 'developer', merger: 'developer' };
  await api.put(`${REPO}/branches/setting/new`).send(rule).expect(200);
  const seen = async () => [
    await server.refs(),
    (await api.get('/_mock/events')).text,
    (await api.get('/_mock/repositories')).text,
  ];
  const before = await seen();
  for (const [expected, calls] of [
    [404, MISSING],
    [422, MALFORMED],
  ] as const)
    for (const [method, path, fields, words] of calls) {
      const { status, body } = await api[method](path).send(fields);
      expect.soft([method, path, status, body.error_code]).toEqual([method, path, expected, expected]);
      expect.soft(body.error_message, `${method} ${path}`).toContain(words);
    }
  expect(await seen()).toEqual(before);
});

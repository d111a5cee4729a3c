import { expect, test } from 'vitest';
import { pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const VERSION = '2023-02-21';
const bearer = { Authorization: 'Bearer atomgit-token' };
const STOPPED = { clock: new Date('2023-07-04T09:03:05Z') };

test('the older API shows users, repositories, branches, tags and commits in its own keys', async () => {
  const { api, clone, url } = await start({ settings: STOPPED });
  const work = await clone();
  const sha = await work.commit('hello');
  await work.git('tag', 'v1');
  await work.push('master', 'HEAD:refs/heads/feature/x', 'v1');
  const get = async (path: string) => (await api.get(path).set('X-Api-Version', VERSION).expect(200)).body;

  const user = await get('/user/info');
  expect(user).toEqual({
    login: 'atomgit',
    id: '000000000000000000000001',
    url: `${url}/api/v5/users/atomgit`,
    name: 'atomgit',
    company: '',
    blog: '',
    location: '',
    hide_email: false,
    email: 'email@atomgit.com',
    bio: '',
    avatar_url: '',
    html_url: `${url}/atomgit`,
    followers: 0,
    following: 0,
    total_repos: 1,
    created_at: '2023-07-04 17:03:05',
    updated_at: '2023-07-04 17:03:05',
  });
  expect(await get('/user')).toEqual(user);
  expect(await get('/repos/demo/demo')).toEqual({
    private: true,
    id: 1,
    full_name: 'demo/demo',
    name: 'demo',
    description: expect.any(String),
    default_branch: 'master',
    git_url: 'git@127.0.0.1:demo/demo.git',
    html_url: `${url}/demo/demo`,
  });
  expect(await get('/repos/demo/demo/branches')).toEqual([
    { name: 'feature/x', commit: { sha }, protected: false },
    { name: 'master', commit: { sha }, protected: false },
  ]);
  expect(await get('/repos/demo/demo/tags')).toEqual([{ name: 'v1', commit: { sha } }]);
  const person = {
    name: 'Ada',
    email: 'ada@example.com',
    date: expect.stringMatching(/T[\d:]{8}[+-]\d\d:\d\d$/),
  };
  const commit = { committer: person, author: person, message: 'hello\n' };
  const parents = [{ sha: await work.sha('HEAD~1') }];
  expect(await get('/repos/demo/demo/branches/feature%2Fx')).toEqual({
    name: 'feature/x',
    commit: { ...commit, sha, parents },
  });
  expect(await get(`/repos/demo/demo/commits/${sha}`)).toEqual({
    commit,
    sha,
    parents,
    stats: { additions: expect.any(Number), deletions: 0, total: expect.any(Number) },
  });
});

test('statuses, check runs and merge requests of the older API are those of v5', async () => {
  const { api, clone } = await start({ settings: STOPPED });
  const work = await clone();
  const sha = await pushFeature(work);
  const status = {
    state: 'failure',
    context: 'ci/build',
    target_url: 'https://ci.example/1',
    description: 'no',
  };
  const reported = await api.post(`/repos/demo/demo/statuses/${sha}`).set(bearer).send(status).expect(201);
  expect(reported.body).toEqual({
    ...status,
    created_at: '2023-07-04 17:03:05+08:00',
    required: false,
    id: 1,
  });
  expect((await api.get('/repos/demo/demo/commits/status/feature').expect(200)).body).toEqual({
    state: 'failure',
    sha,
    total_count: 1,
    statuses: [status],
  });
  expect((await api.get('/api/v5/repos/demo/demo/commits/feature/status')).body).toMatchObject({
    state: 'failure',
    statuses: [{ id: 1 }],
  });

  const run = await api.post('/repos/demo/demo/check-runs').send({ name: 'lint', head_sha: sha }).expect(201);
  const done = await api.patch('/repos/demo/demo/check-runs/1').send({ conclusion: 'skipped' }).expect(200);
  expect(done.body).toEqual({
    ...run.body,
    status: 'completed',
    conclusion: 'skipped',
    completed_at: '2023-07-04T09:03:05Z',
  });
  for (const path of ['/repos', '/api/v5/repos'])
    expect((await api.get(`${path}/demo/demo/check-runs/1`).expect(200)).body).toEqual(done.body);
  for (const list of ['check-runs', `commits/${sha}/check-runs`])
    expect((await api.get(`/repos/demo/demo/${list}`).expect(200)).body.total_count).toBe(1);

  const request = { title: 'A feature', body: 'Why', head: 'feature', base: 'master', draft: true };
  const opened = await api.post('/repos/demo/demo/pulls').send(request).expect(201);
  expect(opened.body).toEqual({
    id: '1',
    number: 1,
    state: 'open',
    title: 'WIP: A feature',
    body: 'Why',
    created_at: '2023-07-04 17:03:05+08:00',
    updated_at: '2023-07-04 17:03:05+08:00',
    draft: true,
  });
  expect((await api.post('/repos/demo/demo/pulls').send(request).expect(409)).body).toEqual({
    error_code: 409,
    error_message: 'Merge request !1 for feature into master is open already',
  });
  expect((await api.get('/repos/demo/demo/pulls/1').expect(200)).body).toEqual(opened.body);
  const comments = '/repos/demo/demo/pulls/1/comments';
  const plain = { body: 'Looks good' };
  const { body: said } = await api.post(comments).send(plain).expect(201);
  expect(said).toEqual({
    id: 1,
    pull_request_review_id: null,
    path: null,
    commit_id: sha,
    in_reply_to_id: null,
    body: 'Looks good',
    line: null,
    created_at: '2023-07-04 17:03:05+08:00',
    updated_at: '2023-07-04 17:03:05+08:00',
  });
  const onLine = { body: 'One?', path: 'feature.txt', line: 1 };
  const { body: asked } = await api.post(comments).send(onLine).expect(201);
  expect(asked).toMatchObject(onLine);
  expect((await api.get(comments).expect(200)).body).toEqual([said, asked]);
  const refused = async (fields: object) =>
    (await api.post(comments).send(fields).expect(422)).body.error_message;
  expect(await refused({ ...onLine, line: 9 })).toBe('line 9 of "feature.txt" is not in its diff');
  expect(await refused({ ...plain, line: 9 })).toMatch(/^path is missing/);
  expect((await api.get('/repos/demo/demo/pulls?state=open').expect(200)).body).toEqual([opened.body]);
  expect((await api.get('/repos/demo/demo/pulls?state=closed').expect(200)).body).toEqual([]);
  expect((await api.get('/api/v5/repos/demo/demo/pulls/1')).body).toMatchObject({ title: 'WIP: A feature' });
});

test('lists of the older API have 30 entries, 100 at most', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const updates = Array.from({ length: 32 }, (_, index) => `HEAD:refs/heads/b${index}`);
  await work.push(...updates);
  const page = async (query: string) =>
    (await api.get(`/repos/demo/demo/branches${query}`).expect(200)).body.length;
  expect([await page(''), await page('?page=2'), await page('?per_page=1000')]).toEqual([30, 3, 33]);
});

test('the older API refuses in its own form', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const unauthorized = {
    error: 'invalid_token',
    error_description: 'Invalid token, please provide correct token',
  };
  const asked = (path: string) => api.get(path);
  // What v5 takes, and this does not.
  for (const send of [
    () => asked('/user'),
    () => asked('/user?access_token=atomgit-token'),
    () => asked('/user').set('PRIVATE-TOKEN', 'atomgit-token'),
    () => asked('/user').auth('atomgit', 'atomgit-token'),
    () => asked('/user').set('Authorization', 'atomgit-token'),
    () => asked('/user').set('Authorization', 'Bearer wrong'),
  ]) {
    const { status, body, headers } = await send();
    expect([status, body]).toEqual([401, unauthorized]);
    expect(headers['www-authenticate']).toMatch(/^Bearer /);
  }
  const refused = async (path: string, headers: object = {}) =>
    (await api.get(path).set({ ...bearer, ...headers })).body;
  await api.get('/user').set(bearer).expect(200);
  expect(await refused('/user', { 'X-Api-Version': '2099-01-01' })).toEqual({
    error_code: 400,
    error_message: 'X-Api-Version "2099-01-01" is not supported: there is 2023-02-21',
  });
  expect(await refused('/repos/no/thing')).toEqual({
    error_code: 404,
    error_message: 'Repository "no/thing" does not exist',
  });
  expect(await refused('/repos/demo/demo/commits/nowhere')).toMatchObject({ error_code: 404 });
  expect(await refused('/repos/demo/demo/branches?page=x')).toMatchObject({ error_code: 422 });
  expect(await refused('/repos/demo')).toMatchObject({ error_code: 404 });
  expect(await refused('/users/atomgit/nothing')).toEqual({
    error_code: 404,
    error_message: 'There is no such address: GET /users/atomgit/nothing',
  });
});

test("nobody can have a name that is one of the server's own addresses", async () => {
  const { api, remote, clone } = await start();
  for (const login of ['repos', 'user', 'Users', 'orgs', 'login', 'oauth']) {
    const { status, body } = await api.post('/_mock/users').send({ login });
    expect([status, body.error_message]).toEqual([
      422,
      `login "${login}" is reserved for the server's own addresses`,
    ]);
  }
  const work = await clone();
  await expect(work.git('push', remote('repos/mine'), 'master')).rejects.toThrow(/"repos" is reserved/);
});

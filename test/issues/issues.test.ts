import { expect, test } from 'vitest';
import { z } from 'zod';
import { FoundIssueJson } from '../../apps/server/src/rest/issues/json/found-issue-json.js';
import { IssueChangeJson } from '../../apps/server/src/rest/issues/json/issue-change-json.js';
import { IssueJson, ListedIssueJson } from '../../apps/server/src/rest/issues/json/issue-json.js';
import { IssueTypesJson } from '../../apps/server/src/rest/issues/json/issue-types-json.js';
import { start } from '../support/server/start.js';

const OWNER = '/api/v5/repos/demo/issues';
const REPOSITORY = '/api/v5/repos/demo/demo';
const ISSUES = `${REPOSITORY}/issues`;

const numbersOf = (body: unknown) => (body as { number: string }[]).map(({ number }) => Number(number));

/** Below the address that answers show. */
const pathOf = (url: string) => new URL(url).pathname;

test('an issue is opened, read, edited, closed and reopened, and its history tells of it', async () => {
  const { api, url } = await start();
  await api.post('/_mock/users').send({ login: 'bob' }).expect(201);
  const opened = (
    await api
      .post(OWNER)
      .send({ repo: 'demo', title: 'It breaks', body: 'Often', labels: 'bug,ui' })
      .expect(200)
  ).body;
  expect(IssueJson().parse(opened)).toEqual(opened);
  expect(opened).toMatchObject({
    number: 1,
    html_url: `${url}/demo/demo/issues/1`,
    state: 'opened',
    title: 'It breaks',
    body: 'Often',
    user: { login: 'atomgit' },
    assignee: null,
    repository: { full_name: 'demo/demo' },
    finished_at: null,
    labels: [{ name: 'bug' }, { name: 'ui' }],
    security_hole: 'false',
  });
  await api.get(pathOf(opened.url)).expect(200, opened);
  expect((await api.get(pathOf(opened.html_url)).expect(200)).text).toContain('issue #1\nIt breaks');

  const change = (fields: object) =>
    api
      .patch(`${OWNER}/1`)
      .send({ repo: 'demo', ...fields })
      .expect(200);
  const edited = (await change({ title: 'It still breaks', assignee: 'bob', labels: 'bug' })).body;
  expect(edited).toMatchObject({ title: 'It still breaks', assignee: { login: 'bob' }, state: 'opened' });
  expect(edited.labels.map(({ name }: { name: string }) => name)).toEqual(['bug']);
  const closed = (await change({ state: 'close' })).body;
  expect(closed).toMatchObject({ state: 'closed', issue_state: 'closed' });
  expect(closed.finished_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
  expect((await change({ state: 'reopen', assignee: '' })).body).toMatchObject({
    state: 'opened',
    finished_at: null,
    assignee: null,
  });

  // Many clients write where they read.
  const at = `${ISSUES}/1`;
  expect(
    (await api.patch(at).type('form').send({ title: 'Mended', state: 'closed' }).expect(200)).body,
  ).toMatchObject({
    title: 'Mended',
    state: 'closed',
  });
  const form = 'title=Two&body=Rarely&labels[]=bug&labels[]=ui&milestone=&assignees=bob,atomgit';
  const second = (await api.post(ISSUES).type('form').send(form).expect(200)).body;
  expect(IssueJson().parse(second)).toMatchObject({
    number: 2,
    title: 'Two',
    labels: [{ name: 'bug' }, { name: 'ui' }],
    assignee: { login: 'bob' },
  });
  for (const query of ['search=RARE', 'q=rarely', 'search=two&state=open'])
    expect(numbersOf((await api.get(`${ISSUES}?${query}`).expect(200)).body)).toEqual([2]);
  expect((await api.get(`${ISSUES}?q=never`).expect(200)).body).toEqual([]);
  await api.post(ISSUES).send({ body: 'x' }).expect(422);
  await api.patch(`${ISSUES}/9`).send({ title: 'x' }).expect(404);
  for (const list of ['user_reactions', 'modify_history', 'related_branches']) {
    expect((await api.get(`${at}/${list}`).expect(200)).body).toEqual([]);
    await api.get(`${ISSUES}/9/${list}`).expect(404);
  }

  const history = (await api.get(`${OWNER}/1/operate_logs?repo=demo`).expect(200)).body;
  expect(z.array(IssueChangeJson()).parse(history)).toEqual(history);
  await api.get(`${ISSUES}/1/operate_logs`).expect(200, history);
  for (const nothing of ['user_reactions', 'modify_history']) {
    await api.get(`${ISSUES}/1/${nothing}`).expect(200, []);
    await api.get(`${ISSUES}/99/${nothing}`).expect(404);
  }
  expect(history.map(({ action_type: action }: { action_type: string }) => action)).toEqual([
    'open',
    'update',
    'close',
    'update',
    'reopen',
    'update',
    'close',
  ]);
});

test('issues are listed page by page, by every filter, with counts of all', async () => {
  const { api } = await start();
  await api.post('/_mock/users').send({ login: 'bob', token: 'of-bob' }).expect(201);
  const milestone = (await api.post(`${REPOSITORY}/milestones`).send({ title: 'v1' }).expect(200)).body
    .number;
  const open = (fields: object, token = 'atomgit-token') =>
    api
      .post(OWNER)
      .set('PRIVATE-TOKEN', token)
      .send({ repo: 'demo', ...fields })
      .expect(200);
  await open({ title: 'One', labels: 'bug', assignee: 'bob', milestone });
  await open({ title: 'Two', labels: 'bug,ui', body: 'hundred%' }, 'of-bob');
  await open({ title: 'Three' });
  await api.patch(`${OWNER}/3`).send({ repo: 'demo', state: 'closed' }).expect(200);
  await api.patch(`${OWNER}/1`).send({ repo: 'demo', body: 'edited last' }).expect(200);

  const listed = await api.get(ISSUES).expect(200);
  expect(z.array(ListedIssueJson()).parse(listed.body)).toEqual(listed.body);
  expect(listed.headers).toMatchObject({
    total_count: '3',
    total_page: '1',
    all_issues: '3',
    open_issues: '2',
    close_issues: '1',
  });
  const queries: Readonly<Record<string, readonly number[]>> = {
    '': [3, 2, 1],
    'state=all&direction=asc': [1, 2, 3],
    'state=open': [2, 1],
    'state=closed': [3],
    'labels=bug': [2, 1],
    'labels=bug,ui': [2],
    'assignee=BOB': [1],
    'assignee=none': [3, 2],
    'creator=bob': [2],
    'milestone=v1': [1],
    [`milestone=${milestone}`]: [1],
    'milestone=none': [3, 2],
    'sort=updated': [1, 3, 2],
    'since=2999-01-01': [],
    'created_before=2000-01-01': [],
    'created_after=2000-01-01&updated_before=2999-01-01': [3, 2, 1],
    'page=2&per_page=2': [1],
  };
  for (const [query, numbers] of Object.entries(queries)) {
    expect([query, numbersOf((await api.get(`${ISSUES}?${query}`).expect(200)).body)]).toEqual([
      query,
      numbers,
    ]);
  }

  const bobs = (path: string) => api.get(`/api/v5/${path}`).set('PRIVATE-TOKEN', 'of-bob').expect(200);
  const everywhere: Readonly<Record<string, readonly number[]>> = {
    'user/issues': [2, 1],
    'user/issues?filter=assigned': [1],
    'user/issues?filter=created': [2],
    'orgs/demo/issues': [3, 2, 1],
    'orgs/demo/issues?filter=created&state=open': [2],
    'enterprises/demo/issues?labels=ui': [2],
    'search/issues?q=TWO': [2],
    'search/issues?q=hundred%25': [2],
    'search/issues?q=t_o': [],
    'search/issues?q=t&repo=demo/demo&state=closed&order=asc': [3],
  };
  for (const [path, numbers] of Object.entries(everywhere)) {
    const { body } = await bobs(path);
    expect([path, numbersOf(body)]).toEqual([path, numbers]);
    expect(z.array(FoundIssueJson()).parse(body)).toEqual(body);
  }
  const found = (await bobs('enterprises/demo/issues/2')).body;
  expect(found).toMatchObject({ number: '2', state: 'open', repository: { owner: { login: 'atomgit' } } });
  expect((await bobs('enterprises/demo/issues/2/labels')).body).toMatchObject([
    { name: 'bug' },
    { name: 'ui' },
  ]);
});

test('an issue that cannot be is refused in words, and nothing changes', async () => {
  const { api } = await start();
  await api.post(OWNER).send({ repo: 'demo', title: 'There' }).expect(200);
  const refusals: readonly (readonly ['get' | 'post' | 'patch', string, object, number, string])[] = [
    ['post', OWNER, { repo: 'demo' }, 422, 'title is missing'],
    ['post', OWNER, { title: 'x' }, 422, 'repo is missing'],
    ['post', OWNER, { repo: 'gone', title: 'x' }, 404, 'Repository "demo/gone" does not exist'],
    ['post', OWNER, { repo: 'demo', title: 'x', assignee: 'nobody' }, 422, 'assignee names "nobody"'],
    [
      'post',
      OWNER,
      { repo: 'demo', title: 'x', milestone: 9 },
      422,
      'milestone 9 is not a milestone of demo/demo',
    ],
    ['post', OWNER, { repo: 'demo', title: 'x'.repeat(256) }, 422, 'title has 256 characters'],
    ['patch', `${OWNER}/9`, { repo: 'demo', title: 'x' }, 404, 'Issue #9 does not exist in demo/demo'],
    ['patch', `${OWNER}/1`, { repo: 'demo', state: 'gone' }, 422, 'state must be one of'],
    ['patch', `${OWNER}/one`, { repo: 'demo' }, 422, 'number must be a whole number'],
    ['get', `${ISSUES}/2`, {}, 404, 'Issue #2 does not exist in demo/demo'],
    ['get', `${ISSUES}?state=odd`, {}, 422, 'state must be one of'],
    ['get', '/demo/demo/issues/2', {}, 404, 'Issue #2 does not exist in demo/demo'],
    ['get', '/api/v5/orgs/nobody/issues', {}, 404, 'Namespace "nobody" does not exist'],
    ['get', '/api/v5/search/issues', {}, 422, 'q is missing'],
    ['get', '/api/v5/search/issues?q=x&repo=demo/gone', {}, 404, 'Repository "demo/gone" does not exist'],
  ];
  for (const [method, path, fields, status, words] of refusals) {
    const { body, text } = await api[method](path)
      .send(method === 'get' ? undefined : fields)
      .expect(status);
    expect(String(body.message ?? text)).toContain(words);
  }
  expect(numbersOf((await api.get(ISSUES).expect(200)).body)).toEqual([1]);
});

test('in strict, only readers see issues of private repositories, and only their authors edit them', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const as = (token: string) => ({ 'PRIVATE-TOKEN': token });
  const owner = as('atomgit-token');
  await api.post('/_mock/users').set(owner).send({ login: 'bob', token: 'of-bob' }).expect(201);
  await api.post('/api/v5/user/repos').set(owner).send({ name: 'secret', private: true }).expect(200);
  await api
    .post('/api/v5/repos/atomgit/issues')
    .set(owner)
    .send({ repo: 'secret', title: 'Hidden' })
    .expect(200);
  const collaborator = `${REPOSITORY}/collaborators/bob`;
  await api.put(collaborator).set(owner).send({ permission: 'pull' }).expect(200);
  await api.post(OWNER).set(owner).send({ repo: 'demo', title: 'Seen' }).expect(200);
  const bob = as('of-bob');
  await api.get('/api/v5/repos/atomgit/secret/issues/1').set(bob).expect(404);
  expect((await api.get('/api/v5/search/issues?q=e').set(bob).expect(200)).body).toMatchObject([
    { title: 'Seen' },
  ]);
  expect((await api.get('/api/v5/search/issues?q=e').set(owner).expect(200)).body).toHaveLength(2);
  await api.get('/api/v5/enterprises/atomgit/issues/1').set(bob).expect(404);
  await api.patch(`${OWNER}/1`).set(bob).send({ repo: 'demo', title: 'Mine' }).expect(403);
  await api.post(`${ISSUES}/1/labels`).set(bob).send(['mine']).expect(403);
  await api.post(`${REPOSITORY}/labels`).set(bob).send({ name: 'mine', color: '#fff' }).expect(403);
  await api.post(OWNER).set(bob).send({ repo: 'demo', title: 'Mine' }).expect(200);
  await api.patch(`${OWNER}/2`).set(bob).send({ repo: 'demo', state: 'close' }).expect(200);
  await api.get(ISSUES).expect(401);
});

test('an organisation says which kinds of issues it has, and their states', async () => {
  const { api } = await start();
  const { body } = await api.get('/api/v5/orgs/demo/issue/extend/settings').expect(200);
  expect(IssueTypesJson().parse(body)).toMatchObject([
    { type_name: 'issue', status: [{ status_name: 'open' }, { status_name: 'closed' }] },
  ]);
  await api.get('/api/v5/orgs/nobody/issue/extend/settings').expect(404);
});

import { expect, test } from 'vitest';
import { rawRequest } from '../support/http/raw-request.js';
import { start } from '../support/server/start.js';

const REPO = '/api/v5/repos/demo/demo';

test('forms say with empty text that something is left out, in numbers, booleans, words, names and times', async () => {
  const { api, clone } = await start();
  await (await clone()).push('HEAD:refs/heads/other');
  const send = (path: string, fields: object) => api.post(path).type('form').send(fields);
  const issue = {
    repo: 'demo',
    title: 'A',
    body: '',
    labels: '',
    assignee: '',
    milestone: '',
    security_hole: '',
  };
  expect((await send('/api/v5/repos/demo/issues', issue).expect(200)).body).toMatchObject({
    title: 'A',
    milestone: null,
  });
  const hook = { url: 'http://127.0.0.1:9/', push_events: '1', note_events: '', encryption_type: '' };
  expect((await send(`${REPO}/hooks`, hook).expect(200)).body).toMatchObject({
    push_events: true,
    note_events: false,
  });
  await send(`${REPO}/contents/a.txt`, { content: 'aGk=', message: 'm', branch: 'other' }).expect(200);
  const pull = { title: 'T', head: 'other', base: 'master', milestone_number: '', draft: '', squash: '' };
  await send(`${REPO}/pulls`, pull).expect(200);
  for (const query of ['state=&milestone_number=&page=&per_page=', 'sort=&direction=&since='])
    expect((await api.get(`${REPO}/pulls?${query}`).expect(200)).body).toHaveLength(1);
  const merge = { merge_method: '', prune_source_branch: '' };
  expect((await api.put(`${REPO}/pulls/1/merge`).type('form').send(merge).expect(200)).body.merged).toBe(
    true,
  );
  for (const owner of ['user', 'orgs/demo']) {
    const made = { name: 'empty', path: '', default_branch: '', description: '' };
    expect((await send(`/api/v5/${owner}/repos`, made).expect(200)).body.path).toBe('empty');
  }
  const forked = { organization: '', namespace: 'team', name: '', path: '' };
  expect((await send(`${REPO}/forks`, forked).expect(200)).body.full_name).toBe('team/demo');
  // What has to be there is still missed.
  await send(`${REPO}/labels`, { name: '', color: '#ff0000' }).expect(422);
});

test('clients that send every field they know, null where they have nothing, change nothing by it', async () => {
  const { api } = await start();
  await api.post('/_mock/users').send({ login: 'ann', name: 'Ann' }).expect(201);
  const none = { body: null, assignee: null, labels: null, milestone: null, security_hole: null };
  const opened = { ...none, repo: 'demo', title: 'One', body: 'Text', assignee: 'ann', labels: 'bug' };
  await api.post('/api/v5/repos/demo/issues').send(opened).expect(200);
  const renamed = { ...none, repo: 'demo', title: 'Two', state: null };
  const issue = (await api.patch('/api/v5/repos/demo/issues/1').send(renamed).expect(200)).body;
  const kept = { title: 'Two', state: 'opened', body: 'Text', assignee: { login: 'ann' } };
  expect(issue).toMatchObject({ ...kept, labels: [{ name: 'bug' }] });
  const nobody = { name: null, email: null };
  const file = { content: 'aGk=', message: 'm', branch: null, author: nobody, committer: nobody };
  await api.post(`${REPO}/contents/a.txt`).send(file).expect(200);
  const flags = { encryption_type: null, password: null, push_events: null, note_events: null };
  const hook = await api
    .post(`${REPO}/hooks`)
    .send({ url: 'http://127.0.0.1:9/', ...flags })
    .expect(200);
  expect(hook.body).toMatchObject({ push_events: true, note_events: false });
  // A JSON null as the whole body, with the fields in the query.
  const json = { 'Content-Type': 'application/json' };
  await api.post(`${REPO}/labels?name=ui&color=%23ff0000`).set(json).send('null').expect(200);
});

test('an address with a slash at its end is the same, for both APIs and for pages', async () => {
  const { api, url } = await start();
  for (const path of ['/api/v5/user', REPO, `${REPO}/branches`, '/repos/demo/demo', '/demo/demo'])
    expect((await api.get(`${path}/`).expect(200)).text).toBe((await api.get(path).expect(200)).text);
  for (const path of ['/-/api', '/-/api/', '/_mock/docs/']) {
    const page = await api.get(path).redirects(1).expect(200);
    const [, style = ''] = /stylesheet" href="([^"]+)"/.exec(page.text) ?? [];
    const at = new URL(style, new URL(page.redirects[0] ?? path, url));
    await api.get(at.pathname).expect('content-type', 'text/css; charset=utf-8').expect(200);
  }
  await api.post(`${REPO}/hooks/`).send({ url: 'http://127.0.0.1:9/' }).expect(200);
  await api.get(`${REPO}/contents/`).expect(200);
});

test('what is created or changed may be said in the query, alone or beside a body, which counts first', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const token = 'access_token=atomgit-token';
  const label = await api.post(`${REPO}/labels?name=bug&color=%23ff0000&${token}`).expect(200);
  expect(label.body).toMatchObject({ name: 'bug', color: '#ff0000' });
  await api.post(`${REPO}/labels?name=ui&${token}`).send({ color: '#00ff00' }).expect(200);
  const empty = api.post(`/api/v5/repos/demo/issues?repo=demo&title=One&${token}`);
  expect((await empty.set('Content-Type', 'application/json').send('').expect(200)).body.title).toBe('One');
  const changed = api.patch(`/api/v5/repos/demo/issues/1?repo=demo&title=Query&${token}`);
  expect((await changed.send({ title: 'Body' }).expect(200)).body.title).toBe('Body');
  await api.post(`${REPO}/issues/1/labels?labels=bug,ui&${token}`).expect(200);
  await api.post(`${REPO}/issues/1/comments?body=Hm&${token}`).expect(200);
  const issue = await api.get(`${REPO}/issues/1?${token}`).expect(200);
  expect(issue.body.labels.map(({ name }: { name: string }) => name)).toEqual(['bug', 'ui']);
  const hook = await api.post(`${REPO}/hooks?url=http%3A%2F%2F127.0.0.1%3A9%2F&note_events=1&${token}`);
  expect(hook.body).toMatchObject({ url: 'http://127.0.0.1:9/', note_events: true });
  await api.put(`${REPO}/push_config?deny_force_push=true&${token}`).expect(200);
  await api.post(`${REPO}/labels?name=late&${token}`).expect(422);
});

test('every call takes multipart forms, in Chinese, too, and a file is the content of a file', async () => {
  const { api } = await start();
  const issue = await api
    .post('/api/v5/repos/demo/issues')
    .field('repo', 'demo')
    .field('title', '标题 ①')
    .field('labels[]', '缺陷')
    .field('labels[]', 'ui')
    .expect(200);
  expect(issue.body).toMatchObject({ title: '标题 ①' });
  expect(issue.body.labels.map(({ name }: { name: string }) => name)).toEqual(['缺陷', 'ui']);
  const note = await api.post(`${REPO}/issues/1/comments`).field('body', '好').expect(200);
  const change = await api.patch(`${REPO}/issues/comments/${note.body.id}`).field('body', '很好').expect(200);
  expect(change.body.body).toBe('很好');
  const path = encodeURIComponent('目录/文件 1.bin');
  const bytes = Buffer.from([0, 255, 10, 13]);
  await api
    .post(`${REPO}/contents/${path}`)
    .field('message', '提交')
    .attach('content', bytes, 'x')
    .expect(200);
  const raw = await api.get(`${REPO}/raw/${path}`).buffer(true).expect(200);
  expect(Buffer.from(raw.body)).toEqual(bytes);
  const form = api.post(`${REPO}/issues/1/labels`).type('form');
  await form.send('labels[]=缺陷&labels[]=新').expect(200);
});

test('a JSON body may begin with a byte order mark, and words come in any case', async () => {
  const { api } = await start();
  const json = { 'Content-Type': 'application/json' };
  await api.post(`${REPO}/labels`).set(json).send('\uFEFF{"name":"bug","color":"#ff0000"}').expect(200);
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'One' }).expect(200);
  const close = api.patch('/api/v5/repos/demo/issues/1').send({ repo: 'demo', state: 'CLOSED' });
  expect((await close.expect(200)).body.state).toBe('closed');
  const count = async (query: string) => (await api.get(`${REPO}/issues?${query}`).expect(200)).body.length;
  expect(await count('state=Closed&direction=DESC')).toBe(1);
  expect(await count('state=OPEN')).toBe(0);
  await api.get(`${REPO}/pulls?state=ALL&sort=updated_at&direction=Asc`).expect(200);
});

test('paths that clients build otherwise lead to the same: doubled slashes, owner%2Frepo, names with slashes as they are', async () => {
  const { api, url } = await start();
  for (const branch_name of ['feature/图/x', 'feature/y/status'])
    await api.post(`${REPO}/branches`).send({ refs: 'master', branch_name }).expect(200);
  const name = 'feature/%E5%9B%BE/x';
  const get = async (path: string) => (await rawRequest(url, { path })).status;
  const same = [
    `/api/v5//repos/demo/demo`,
    `//api/v5/user`,
    `/api/v5/repos/demo%2Fdemo`,
    `/api/v5/repos/demo%2fdemo/branches/${name}?x=a//b`,
    `${REPO}/branches/${name}/`,
    `${REPO}/branches/feature%2Fy%2Fstatus`,
    `${REPO}/commits/${name}`,
    `${REPO}/commits/${name}/status`,
    `${REPO}/commits/${name}/comments`,
    `${REPO}/git/trees/${name}?recursive=1`,
    `${REPO}/compare/master...${name}`,
    `${REPO}/raw/README.md?ref=${name}`,
  ];
  for (const path of same) expect([path, await get(path)]).toEqual([path, 200]);
  await api.post(`${REPO}/labels`).send({ name: 'kind/bug', color: '#ff0000' }).expect(200);
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'One', labels: 'kind/bug' });
  await api.get(`${REPO}/labels/kind/bug`).expect(200);
  await api.delete(`${REPO}/issues/1/labels/kind/bug`).expect(204);
  const rule = { wildcard: 'release/*', pusher: 'admin', merger: 'admin' };
  await api.put(`${REPO}/branches/setting/new`).send(rule).expect(200);
  await api.put(`${REPO}/branches/release/*/setting`).send(rule).expect(200);
  await api.delete(`${REPO}/branches/release/*/setting`).expect(204);
  await api.delete(`${REPO}/branches/${name}`).expect(204);
  await api.post(`${REPO}/tags`).send({ tag_name: 'v1/rc', refs: 'master' }).expect(200);
  await api.delete(`${REPO}/tags/v1/rc`).expect(204);
  // What is not known is still found among the misses.
  await api.get(`${REPO}/branches/master/protection`).expect(404);
  const { body } = await api.get('/_mock/misses').expect(200);
  expect(JSON.stringify(body)).toContain('/branches/master/protection');
});

test('OPTIONS answers which methods an address has', async () => {
  const { api } = await start();
  const allowed = async (path: string) => (await api.options(path).expect(204)).headers['allow'];
  expect(await allowed('/_mock/faults')).toBe('DELETE, GET, HEAD, POST');
  expect(await allowed(`${REPO}/hooks/1`)).toBe('DELETE, GET, HEAD, PATCH');
  await api.options('/api/v5/nothing').expect(404);
});

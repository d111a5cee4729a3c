import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const AT = '/repos/demo/demo';
const bearer = { Authorization: 'Bearer atomgit-token' };
const STOPPED = { clock: new Date('2023-07-04T09:03:05Z') };

test('the older API reads, writes and removes files, and lists trees', async () => {
  const { api, clone } = await start();
  const put = (path: string, fields: object) => api.put(`${AT}/contents/${path}`).set(bearer).send(fields);
  const created = await put('docs/a.md', { message: 'Write', content: 'YQ==' }).expect(200);
  expect(created.body).toMatchObject({
    content: { path: 'docs/a.md', type: 'file' },
    commit: { message: 'Write\n' },
  });
  const { sha } = created.body.content;
  await put('docs/a.md', { message: 'Again', content: 'Yg==' }).expect(409);
  const changed = await put('docs/a.md', { message: 'Again', content: 'Yg==', sha }).expect(200);
  const read = await api.get(`${AT}/contents/docs/a.md`).set(bearer).expect(200);
  expect(read.body).toMatchObject({ content: 'Yg==', encoding: 'base64', size: 1 });
  expect((await api.get(`${AT}/contents/docs`).expect(200)).body).toMatchObject([{ name: 'a.md' }]);
  expect((await api.get(`${AT}/contents`).expect(200)).body).toMatchObject([
    { name: 'README.md' },
    { name: 'docs', type: 'dir' },
  ]);
  const blob = { path: 'docs/a.md', mode: '100644', type: 'blob', sha: changed.body.content.sha, size: 1 };
  const tree = await api.get(`${AT}/trees/master?recursive=1`).expect(200);
  expect(tree.body).toMatchObject({ truncated: false });
  expect(tree.body.tree).toContainEqual(blob);
  expect(tree.body.tree).toHaveLength(3);
  const folder = await api.get(`${AT}/trees/master?file_path=docs`).expect(200);
  expect(folder.body.tree).toEqual([blob]);
  const { commit } = (
    await api
      .delete(`${AT}/contents/docs/a.md`)
      .set(bearer)
      .send({ message: 'Remove', sha: blob.sha })
      .expect(200)
  ).body;
  expect(await (await clone()).sha()).toBe(commit.sha);

  const missing = await api.get(`${AT}/contents/docs/a.md`).expect(404);
  expect(missing.body).toEqual({
    error_code: 404,
    error_message: 'There is no file "docs/a.md" at "master" in demo/demo',
  });
  await api.get(`${AT}/trees/none`).expect(404);
  await api.get(`${AT}/trees/master?file_path=README.md`).expect(404);
  await put('b.md', { message: 'Write' }).expect(422);
  await api.delete(`${AT}/contents/README.md`).set(bearer).send({ message: 'Remove' }).expect(422);
});

test('the older API lists the repositories of a user and of an organisation', async () => {
  const { api } = await start();
  await api.post('/_mock/users').send({ login: 'lin', token: 'lin-token' }).expect(201);
  const asLin = { Authorization: 'Bearer lin-token' };
  for (const name of ['one', 'two'])
    await api.post('/api/v5/user/repos').set('PRIVATE-TOKEN', 'lin-token').send({ name }).expect(200);
  const { body } = await api.get('/users/lin/repos?per_page=1&page=2').set(asLin).expect(200);
  expect(body).toMatchObject([{ full_name: 'lin/two', private: false, default_branch: 'master' }]);
  expect((await api.get('/user/repos').set(asLin).expect('total_count', '2')).body).toHaveLength(2);
  expect((await api.get('/orgs/demo/repos').expect(200)).body).toMatchObject([{ full_name: 'demo/demo' }]);
  await api.get('/users/nobody/repos').expect(404);
  await api.get('/orgs/lin/repos').expect(404);
});

test('issues of the older API are those of v5, from the first word to the lock', async () => {
  const { api, url } = await start({ settings: STOPPED });
  await api.post('/_mock/users').send({ login: 'lin', name: 'Lin' }).expect(201);
  const issues = `${AT}/issues`;
  const created = await api.post(issues).set(bearer).send({ title: 'Broken', body: 'See?' }).expect(201);
  const time = '2023-07-04 17:03:05+08:00';
  const atomgit = {
    id: '000000000000000000000001',
    login: 'atomgit',
    name: 'atomgit',
    html_url: `${url}/atomgit`,
  };
  const issue = {
    id: '1',
    number: 1,
    state: 'open',
    state_reason: null,
    title: 'Broken',
    body: 'See?',
    html_url: `${url}/demo/demo/issues/1`,
    user: atomgit,
    assignees: [],
    labels: [],
    locked: false,
    comments: 0,
    created_at: time,
    updated_at: time,
    closed_at: null,
  };
  expect(created.body).toEqual(issue);
  const closed = { state: 'closed', state_reason: 'not_planned' };
  const changed = await api.patch(`${issues}/1`).set(bearer).send(closed).expect(200);
  expect(changed.body).toEqual({ ...issue, ...closed, closed_at: time });
  expect((await api.get('/api/v5/repos/demo/demo/issues/1').expect(200)).body).toMatchObject({
    state: 'closed',
  });
  await api
    .patch(`${issues}/1`)
    .set(bearer)
    .send({ state: 'open', state_reason: 'reopened' })
    .expect(200, issue);

  const assigned = await api
    .post(`${issues}/1/assignees`)
    .set(bearer)
    .send({ assignees: ['lin'] })
    .expect(201);
  expect(assigned.body.assignees).toMatchObject([{ login: 'lin' }]);
  await api
    .delete(`${issues}/1/assignees`)
    .set(bearer)
    .send({ assignees: ['atomgit'] })
    .expect(200, assigned.body);
  await api
    .delete(`${issues}/1/assignees`)
    .set(bearer)
    .send({ assignees: ['LIN'] })
    .expect(200, issue);
  await api
    .post(`${issues}/1/assignees`)
    .set(bearer)
    .send({ assignees: ['nobody'] })
    .expect(422);

  const comments = `${issues}/1/comments`;
  const note = await api.post(comments).set(bearer).send({ body: 'Me too' }).expect(201);
  expect(note.body).toEqual({ id: 1, body: 'Me too', user: atomgit, created_at: time, updated_at: time });
  await api.patch(`${issues}/comments/1`).set(bearer).send({ body: 'Not me' }).expect(200);
  await api
    .get(comments)
    .expect('total_count', '1')
    .expect(200, [{ ...note.body, body: 'Not me' }]);
  await api.delete(`${issues}/comments/1`).set(bearer).expect(204);
  await api.get(`${issues}/comments/1`).expect(404);

  await api.put(`${issues}/1/lock`).set(bearer).expect(204);
  expect((await api.get(`${issues}/1`).expect(200)).body).toMatchObject({ locked: true });
  await api.delete(`${issues}/1/lock`).set(bearer).expect(204);
  await api
    .post(issues)
    .set(bearer)
    .send({ title: 'Two', labels: ['bug'] })
    .expect(201);
  const list = await api.get(`${issues}?state=open&per_page=1`).expect('total_count', '2').expect(200);
  expect(list.body).toMatchObject([{ number: 2, labels: [{ name: 'bug' }], locked: false }]);
  await api.get(`${issues}?state=closed`).expect(200, []);
  await api.get(`${issues}/9`).expect(404);
  await api.post(issues).set(bearer).send({ body: 'no title' }).expect(422);
  await api.get(`${issues}?state=half`).expect(422);
});

test('in strict, a locked issue takes comments only from users with push access', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const asOwner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  const asLin = { Authorization: 'Bearer lin-token' };
  await api.post('/_mock/users').set(asOwner).send({ login: 'lin', token: 'lin-token' }).expect(201);
  await api.post('/api/v5/orgs/demo/repos').set(asOwner).send({ name: 'open' }).expect(200);
  const issue = '/repos/demo/open/issues/1';
  await api.post('/repos/demo/open/issues').set(asLin).send({ title: 'Broken' }).expect(201);
  await api.put(`${issue}/lock`).set(asLin).expect(403);
  await api.put(`${issue}/lock`).set(bearer).expect(204);
  const refused = await api.post(`${issue}/comments`).set(asLin).send({ body: 'Well' }).expect(403);
  expect(refused.body.error_message).toContain('Issue #1 is locked');
  await api
    .post(`/api/v5${issue}/comments`)
    .set('PRIVATE-TOKEN', 'lin-token')
    .send({ body: 'Well' })
    .expect(403);
  await api.post(`${issue}/comments`).set(bearer).send({ body: 'Well' }).expect(201);
  await api.patch(issue).set(asLin).send({ state: 'closed' }).expect(200);
});

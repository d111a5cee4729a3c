import { expect, test } from 'vitest';
import { openRequest, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';

test('a repository counts its open issues, merge requests and forks, and names its members, settings and last push', async () => {
  const server = await start({ settings: { clock: new Date('2024-01-01T00:00:00Z') } });
  const { api } = server;
  await api.post('/_mock/users').send({ login: 'lin', token: 'lin-token' }).expect(201);
  const listed = async () => (await api.get('/api/v5/orgs/demo/repos').expect(200)).body[0];
  const made = '2024-01-01T00:00:00+00:00';
  expect((await api.get(REPOSITORY).expect(200)).body).toMatchObject({
    open_issues_count: 0,
    forks_count: 0,
    members: ['atomgit'],
    status: '开始',
  });
  expect(await listed()).toMatchObject({ pushed_at: made, homepage: '', has_issue: true });

  for (const title of ['One', 'Two', 'Three'])
    await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title }).expect(200);
  await api.patch('/api/v5/repos/demo/issues/2').send({ repo: 'demo', state: 'close' }).expect(200);
  await api.post(`${REPOSITORY}/forks`).set('PRIVATE-TOKEN', 'lin-token').send({}).expect(200);
  await api.put(`${REPOSITORY}/collaborators/lin`).send({ permission: 'push' }).expect(200);
  await api.put(`${REPOSITORY}/module/setting`).send({ has_issue: false }).expect(200);
  await api.put(`${REPOSITORY}/reviewer`).send({ assignees_number: 2 }).expect(200);
  await api.put('/api/v5/org/demo/repo/demo/status').send({ status: 2, password: '-' }).expect(200);
  await api.patch(REPOSITORY).send({ name: 'demo', homepage: 'https://example.com' }).expect(200);
  await api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
  await pushFeature(await server.clone());

  const figures = {
    open_issues_count: 2,
    forks_count: 1,
    members: ['atomgit', 'lin'],
    assignees_number: 2,
    status: '关闭',
  };
  expect((await api.get(REPOSITORY).expect(200)).body).toMatchObject(figures);
  expect(await listed()).toMatchObject({
    ...figures,
    homepage: 'https://example.com',
    has_issue: false,
    pushed_at: '2024-01-01T01:00:00+00:00',
    updated_at: made,
  });
  await openRequest(server);
  await pushFeature(await server.clone(), { branch: 'second' });
  const { body } = await api
    .post(`${REPOSITORY}/pulls`)
    .send({ title: 'Second', head: 'second', base: 'master' })
    .expect(200);
  expect(body.target_project).toMatchObject({
    open_issues_count: 2,
    open_merge_requests_count: 2,
    forks_count: 1,
    last_activity_at: '2024-01-01T01:00:00.000+00:00',
  });
  const newest = await api.get('/api/v5/user/repos?sort=pushed').expect(200);
  expect(newest.body[0]).toMatchObject({ full_name: 'demo/demo' });
});

import { expect, test } from 'vitest';
import { RepositoryEventsJson, UserEventsJson } from '../../apps/server/src/rest/events/event-json.js';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const EVENTS = '/api/v5/repos/demo/demo/events';

test('events of a repository show who pushed, opened, merged, closed and commented, with filters and pages', async () => {
  const server = await start({ settings: { clock: new Date('2024-08-27T10:34:05.093Z') } });
  const { api, url } = server;
  await api.post('/_mock/users').send({ login: 'lin', name: 'Lin', token: 'lin-token' }).expect(201);
  const asLin = { 'PRIVATE-TOKEN': 'lin-token' };
  const tick = () => api.post('/_mock/clock/advance').send({ by: '1s' }).expect(200);
  await pushFeature(await server.clone());
  await tick();
  await openRequest(server, { title: 'A feature' });
  await tick();
  await api.post(`${PULLS}/1/comments`).set(asLin).send({ body: 'Good' }).expect(200);
  await tick();
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
  await tick();
  await api.post('/api/v5/repos/demo/issues').set(asLin).send({ repo: 'demo', title: 'Broken' }).expect(200);

  const read = async (query = '') =>
    RepositoryEventsJson().parse((await api.get(EVENTS + query).expect(200)).body);
  const titles = async (query = '') =>
    (await read(query)).events.map((event) => `${event.author_username} ${event.action_name} ${event.title}`);
  expect(await titles()).toEqual([
    'lin opened Broken',
    "atomgit pushed to Merge branch 'feature' into 'master'",
    'atomgit accepted A feature',
    'lin commented on A feature',
    'atomgit opened A feature',
    'atomgit pushed new Write feature.txt',
  ]);
  const { events } = await read('?per_page=1');
  expect(events).toEqual([
    {
      action: 1,
      action_name: 'opened',
      author: {
        id: 2,
        iam_id: '000000000000000000000002',
        username: 'lin',
        state: 'active',
        email: 'lin@atomgit.com',
        name: 'Lin',
        name_cn: 'Lin',
        web_url: `${url}/lin`,
      },
      author_id: 2,
      author_username: 'lin',
      created_at: '2024-08-27T10:34:09.093Z',
      project_id: 1,
      title: 'Broken',
      filter_sensitive: false,
    },
  ]);
  expect((await read('?per_page=2&page=3')).has_next_page).toBe(false);
  expect((await read('?per_page=2&page=2')).has_next_page).toBe(true);
  expect(await titles('?filter=push')).toHaveLength(2);
  expect(await titles('?filter=merged')).toEqual(['atomgit accepted A feature']);
  expect(await titles('?filter=issue')).toEqual(['lin opened Broken']);
  expect(await titles('?filter=comments&author=LIN')).toEqual(['lin commented on A feature']);
  expect(await titles('?filter=team')).toEqual([]);
  expect(await titles('?before=2024-08-27T10:34:06Z')).toEqual(['atomgit pushed new Write feature.txt']);
  expect(await titles('?after=2024-08-28')).toEqual([]);
  await api.get(`${EVENTS}?filter=love`).expect(422);
  await api.get(`${EVENTS}?author=nobody`).expect(404);
  await api.get('/api/v5/repos/demo/none/events').expect(404);
});

test('events of a user are listed by day with their pushes, back to the first one', async () => {
  const server = await start({ settings: { clock: new Date('2024-08-27T10:34:05.093Z') } });
  const { api, url } = server;
  const work = await server.clone();
  const before = await work.sha();
  await work.commitFile('main.go', 'package main\n');
  await work.push('HEAD:master');
  await api.put('/_mock/clock').send({ now: '2024-08-28T00:00:00Z' }).expect(200);
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'Broken' }).expect(200);
  const read = async (query = '') =>
    UserEventsJson().parse((await api.get(`/api/v5/users/atomgit/events${query}`).expect(200)).body);
  const { events, next } = await read('?year=2024');
  expect(next).toBeNull();
  expect(Object.keys(events)).toEqual(['2024-08-28', '2024-08-27']);
  expect(events['2024-08-28']).toMatchObject([
    { action_name: 'opened', title: 'Broken', push_data: null, project_name: 'demo/demo' },
  ]);
  expect(events['2024-08-27']).toMatchObject([
    {
      action: 5,
      action_name: 'pushed to',
      project: { main_repository_language: ['Go', null], forks_count: 0 },
      project_id: 1,
      push_data: {
        commit_count: 1,
        action: 'pushed',
        ref_type: 'branch',
        commit_from: before,
        commit_to: await work.sha(),
        ref: 'master',
        commit_title: 'Write main.go',
      },
      _links: { project: `${url}/demo/demo`, action_type: '' },
    },
  ]);
  expect(Object.keys((await read('?next=2024-08-28')).events)).toEqual(['2024-08-27']);
  expect((await read('?year=2023')).events).toEqual({});
  for (let count = 0; count < 52; count += 1) {
    await api.post('/_mock/clock/advance').send({ by: '1s' }).expect(200);
    await api
      .post('/api/v5/repos/demo/issues')
      .send({ repo: 'demo', title: String(count) })
      .expect(200);
  }
  const newest = await read();
  expect(newest.events['2024-08-28']).toHaveLength(50);
  const older = await read(`?next=${newest.next}`);
  expect(older.events['2024-08-28']?.map(({ title }) => title)).toEqual(['1', '0', 'Broken']);
  await api.get('/api/v5/users/nobody/events').expect(404);
  await api.get('/api/v5/users/atomgit/events?year=then').expect(422);
});

test('in strict, events of a user are seen only where the repository is', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const asOwner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  await api.post('/_mock/users').set(asOwner).send({ login: 'lin', token: 'lin-token' }).expect(201);
  await api
    .post('/api/v5/repos/demo/issues')
    .set(asOwner)
    .send({ repo: 'demo', title: 'Secret' })
    .expect(200);
  const at = '/api/v5/users/atomgit/events';
  const seen = async (token: string) =>
    Object.values(
      UserEventsJson().parse((await api.get(at).set('PRIVATE-TOKEN', token).expect(200)).body).events,
    ).flat();
  expect(await seen('lin-token')).toEqual([]);
  expect(await seen('atomgit-token')).toMatchObject([{ title: 'Secret' }]);
  await api.get(EVENTS).set('PRIVATE-TOKEN', 'lin-token').expect(404);
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import { FoundPullJson } from '../../apps/server/src/rest/pulls/json/found-pull-json.js';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const TITLES = z
  .array(z.looseObject({ title: z.string() }))
  .transform((all) => all.map(({ title }) => title));

test('merge requests of all repositories of an organisation are listed, with filters and pages', async () => {
  const server = await start();
  const { api, url } = server;
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'Broken' }).expect(200);
  const work = await server.clone();
  const sha = await pushFeature(work);
  await pushFeature(work, { branch: 'other' });
  await openRequest(server, { title: 'One', body: 'closes #1', assignees: 'atomgit', labels: 'bug' });
  await openRequest(server, { title: 'Two', head: 'other' });
  await api.put(`${PULLS}/2/merge`).send({}).expect(200);
  await api.post('/api/v5/orgs/demo/repos').send({ name: 'tools', auto_init: true }).expect(200);
  const tools = '/api/v5/repos/demo/tools';
  await api.post(`${tools}/branches`).send({ branch_name: 'more' }).expect(200);
  await api
    .post(`${tools}/contents/a.txt`)
    .send({ content: 'YQ==', message: 'A', branch: 'more' })
    .expect(200);
  await api.post(`${tools}/pulls`).send({ title: 'Three', head: 'more', base: 'master' }).expect(200);

  const own = async (query = '') =>
    TITLES.parse((await api.get(`/api/v5/user/pulls${query}`).expect(200)).body);
  expect(await own()).toEqual(['Three', 'Two', 'One']);
  expect(await own('?scope=assigned_to_me')).toEqual(['One']);
  expect(await own('?scope=created_by_me&state=open&source_branch=more&target_branch=master')).toEqual([
    'Three',
  ]);
  await api.get('/api/v5/user/pulls?scope=theirs').expect(422);

  for (const at of ['org/demo', 'orgs/demo', 'enterprises/DEMO'].map((of) => `/api/v5/${of}/pull_requests`)) {
    const titles = async (query = '') => TITLES.parse((await api.get(at + query).expect(200)).body);
    expect(await titles()).toEqual(['Three', 'Two', 'One']);
    expect(await titles('?state=open&direction=asc')).toEqual(['One', 'Three']);
    expect(await titles('?state=merged')).toEqual(['Two']);
    expect(await titles('?issue_number=1')).toEqual(['One']);
    expect(await titles('?repo=demo/tools')).toEqual(['Three']);
    expect(await titles('?labels=bug&author=atomgit&base=master&search=one')).toEqual(['One']);
    expect(await titles('?head=demo:more')).toEqual(['Three']);
    expect(await titles('?per_page=2&page=2')).toEqual(['One']);
    expect((await api.get(`${at}?state=merged`)).body).toMatchObject([
      { mergeable: false, can_merge_check: true },
    ]);
    await api.get(`${at}?per_page=1`).expect('total_count', '3').expect('total_page', '3');
    await api.get(`${at}?state=half`).expect(422);
  }
  await api.get('/api/v5/org/nobody/pull_requests').expect(404);

  const { body } = await api.get('/api/v5/org/demo/pull_requests?issue_number=1').expect(200);
  const [found] = z.array(FoundPullJson()).parse(body);
  expect(found).toMatchObject({
    url: `${url}${PULLS}/1`,
    number: 1,
    state: 'open',
    assignees_number: 1,
    testers_number: 0,
    assignees: [{ login: 'atomgit' }],
    head: {
      ref: 'feature',
      sha,
      repo: { path: 'demo', name_space: { path: 'demo' }, assigner: { login: 'atomgit' } },
    },
    base: { ref: 'master', repo: { path: 'demo', name_space: { path: 'demo' } } },
    milestone: null,
    labels: [{ name: 'bug' }],
  });
});

test('in strict, such a list shows only requests into readable repositories', async () => {
  const server = await start({ settings: { auth: 'strict' } });
  const asOwner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  await server.api.post('/_mock/users').set(asOwner).send({ login: 'lin', token: 'lin-token' }).expect(201);
  const work = await server.clone();
  await work.git('remote', 'set-url', 'origin', server.remote('demo/demo', 'atomgit:atomgit-token'));
  await pushFeature(work);
  await server.api
    .post(PULLS)
    .set(asOwner)
    .send({ title: 'One', head: 'feature', base: 'master' })
    .expect(200);
  const at = '/api/v5/org/demo/pull_requests';
  await server.api.get(at).expect(401);
  await server.api.get(at).set('PRIVATE-TOKEN', 'lin-token').expect('total_count', '0').expect(200, []);
  const own = await server.api.get(at).set(asOwner).expect('total_count', '1').expect(200);
  expect(TITLES.parse(own.body)).toEqual(['One']);
});

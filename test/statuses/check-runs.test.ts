import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const RUNS = '/api/v5/repos/demo/demo/check-runs';

const named = (body: { check_runs: { name: string; id: number }[] }) =>
  body.check_runs.map(({ name, id }) => `${name} ${id}`);

test('a check run is reported, goes on, comes to its conclusion and is found by commit', async () => {
  const { api, clone, url } = await start({ settings: { clock: new Date('2024-11-09T09:49:53Z') } });
  const sha = await (await clone()).sha();
  const { body: made } = await api
    .post(RUNS)
    .send({ name: 'lint', head_sha: sha, details_url: 'https://ci.example/1', external_id: 42 })
    .expect(201);
  expect(made).toEqual({
    id: 1,
    name: 'lint',
    head_sha: sha,
    external_id: '42',
    url: `${url}${RUNS}/1`,
    html_url: `${url}/demo/demo/commits/${sha}`,
    details_url: 'https://ci.example/1',
    status: 'queued',
    conclusion: null,
    started_at: '2024-11-09T09:49:53Z',
    completed_at: null,
    output: { title: null, summary: null, text: null, annotations_count: 0 },
    pull_requests: [],
  });
  for (const address of [made.url, made.html_url]) await api.get(address.slice(url.length)).expect(200);

  const change = async (fields: object) => (await api.patch(`${RUNS}/1`).send(fields).expect(200)).body;
  expect(await change({ status: 'in_progress' })).toMatchObject({ status: 'in_progress', conclusion: null });
  const output = { title: 'Two problems', summary: 'see below', text: null };
  expect(await change({ conclusion: 'failure', output })).toMatchObject({
    status: 'completed',
    conclusion: 'failure',
    completed_at: '2024-11-09T09:49:53Z',
    output,
  });
  expect(await change({ details_url: 'https://ci.example/2' })).toMatchObject({ conclusion: 'failure' });
  expect(await change({ status: 'queued' })).toMatchObject({ conclusion: null, completed_at: null });

  const again = { name: 'lint', head_sha: 'master', status: 'completed', conclusion: 'success' };
  await api
    .post(RUNS)
    .send({ ...again, completed_at: '2024-11-09T10:00:00Z' })
    .expect(201);
  await api.post(RUNS).send({ name: 'test', head_sha: sha }).expect(201);
  const ofCommit = async (query = '') =>
    named((await api.get(`/api/v5/repos/demo/demo/commits/master/check-runs${query}`).expect(200)).body);
  expect(await ofCommit()).toEqual(['test 3', 'lint 2']);
  expect(await ofCommit('?filter=all&check_name=lint')).toEqual(['lint 2', 'lint 1']);
  expect(await ofCommit('?status=completed&check_name=&head_sha=')).toEqual(['lint 2']);
  const { body: page } = await api.get(`${RUNS}?filter=all&per_page=2&page=2&head_sha=${sha}`).expect(200);
  expect([page.total_count, named(page)]).toEqual([3, ['lint 1']]);
  expect((await api.get(`${RUNS}/2`)).body).toMatchObject({ completed_at: '2024-11-09T10:00:00Z' });
});

test('a check run that contradicts itself is refused in words, and changes nothing', async () => {
  const { api, clone } = await start();
  const sha = await (await clone()).sha();
  const run = { name: 'lint', head_sha: sha };
  const refusal = async (fields: object) => {
    const { status, body } = await api.post(RUNS).send(fields);
    return `${status} ${body.error_message}`;
  };
  expect(await refusal({ head_sha: sha })).toBe('422 name is missing');
  expect(await refusal({ name: 'lint' })).toBe('422 head_sha is missing');
  expect(await refusal({ ...run, head_sha: 'e'.repeat(40) })).toMatch(/^404 Revision "e+" does not exist/);
  expect(await refusal({ ...run, status: 'done' })).toBe(
    '422 status must be one of queued, in_progress, completed, but is "done"',
  );
  expect(await refusal({ ...run, conclusion: 'good' })).toMatch(/^422 conclusion must be one of success, /);
  expect(await refusal({ ...run, status: 'completed' })).toMatch(
    /^422 conclusion is missing: a completed check run has one of success, /,
  );
  expect(await refusal({ ...run, status: 'queued', conclusion: 'success' })).toBe(
    '422 conclusion is success, but status is queued: only a completed check run has a conclusion',
  );
  expect(await refusal({ ...run, output: 'good' })).toBe(
    '422 output must be an object of title, summary and text',
  );
  expect((await api.get(RUNS)).body).toEqual({ total_count: 0, check_runs: [] });
  await api.get(`${RUNS}/7`).expect(404);
  await api.patch(`${RUNS}/7`).send({ status: 'queued' }).expect(404);
});

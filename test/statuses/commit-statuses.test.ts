import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
const bob = { 'PRIVATE-TOKEN': 'bob-token' };

const contexts = (body: { statuses: { context: string; state: string }[] }) =>
  body.statuses.map(({ context, state }) => `${context} ${state}`);

test('one call shows the CI reports of a commit: the newest of each context, and the worst', async () => {
  const { api, clone, url } = await start({ settings: { clock: new Date('2024-11-09T09:49:53.123Z') } });
  const work = await clone();
  const sha = await work.sha();
  const report = (fields: object) => api.post(`${REPOSITORY}/statuses/${sha}`).send(fields).expect(201);
  const combined = async (ref = sha) =>
    (await api.get(`${REPOSITORY}/commits/${encodeURIComponent(ref)}/status`).expect(200)).body;

  const address = `${url}${REPOSITORY}/commits/${sha}`;
  expect(await combined()).toEqual({
    state: 'pending',
    sha,
    total_count: 0,
    statuses: [],
    commit_url: address,
    url: `${address}/status`,
  });
  const { body: first } = await report({
    state: 'pending',
    context: 'ci/build',
    target_url: 'https://ci.example/1',
    description: 'queued',
  });
  expect(first).toEqual({
    context: 'ci/build',
    created_at: '2024-11-09T09:49:53+00:00',
    description: 'queued',
    required: false,
    id: 1,
    state: 'pending',
    target_url: 'https://ci.example/1',
    updated_at: '2024-11-09T09:49:53+00:00',
    sha,
    url: `${address}/statuses`,
    creator: expect.objectContaining({ login: 'atomgit' }),
  });
  await report({ state: 'success', context: 'ci/test', target_url: '' });
  await report({ state: 'failure' });
  await report({ state: 'success', context: 'ci/build' });
  const failed = await combined();
  expect(failed).toMatchObject({ state: 'failure', total_count: 3 });
  expect(contexts(failed)).toEqual(['ci/build success', 'default failure', 'ci/test success']);
  await report({ state: 'error', context: 'ci/test' });
  expect(await combined()).toMatchObject({ state: 'error' });
  await report({ state: 'success' });
  await report({ state: 'success', context: 'ci/test' });

  await work.push('HEAD:refs/heads/feature/x');
  for (const ref of ['feature/x', 'master', sha.slice(0, 10)])
    expect(await combined(ref)).toMatchObject({ state: 'success', sha, total_count: 3 });
  for (const path of [address, `${address}/status`, `${address}/statuses`])
    await api.get(path.slice(url.length)).expect(200);

  const second = await api.get(`${REPOSITORY}/commits/${sha}/statuses?per_page=3&page=2`).expect(200);
  expect(second.body.map(({ id }: { id: number }) => id)).toEqual([4, 3, 2]);
  expect(second.headers).toMatchObject({ total_count: '7', total_page: '3' });
  await api.get(`${REPOSITORY}/statuses/${sha}?per_page=3&page=2`).expect(200, second.body);
  const page = await api.get(`${REPOSITORY}/commits/${sha}/status?per_page=2&page=2`).expect(200);
  expect(page.body).toMatchObject({ state: 'success', total_count: 3 });
  expect(contexts(page.body)).toEqual(['ci/build success']);
});

test('a report that makes no sense is refused in words, and leaves nothing', async () => {
  const { api, clone } = await start();
  const sha = await (await clone()).sha();
  const refusal = async (path: string, fields: object) => {
    const { status, body } = await api.post(`${REPOSITORY}/${path}`).send(fields);
    return `${status} ${body.error_message}`;
  };
  expect(await refusal(`statuses/${sha}`, { state: 'good' })).toBe(
    '422 state must be one of error, failure, pending, success, but is "good"',
  );
  expect(await refusal(`statuses/${sha}`, {})).toMatch(/^422 state is missing: it is one of error, /);
  expect(await refusal(`statuses/${sha}`, { state: 'success', target_url: 'javascript:1' })).toBe(
    '422 target_url must be an http or https address, but is "javascript:1"',
  );
  expect(await refusal(`statuses/${sha}`, { state: 'success', context: 'x'.repeat(256) })).toMatch(
    /^422 context has 256 characters; at most 255/,
  );
  const unknown = 'f'.repeat(40);
  expect(await refusal(`statuses/${unknown}`, { state: 'success' })).toBe(
    `404 Revision "${unknown}" does not exist in demo/demo`,
  );
  await api.get(`${REPOSITORY}/commits/${unknown}/status`).expect(404);
  await api.get(`${REPOSITORY}/commits/no%2Fbranch/statuses`).expect(404);
  expect((await api.get(`${REPOSITORY}/commits/${sha}/status`)).body.total_count).toBe(0);
});

test('on a strict server reporting needs push access, and reading needs read access', async () => {
  const { api, clone } = await start({ settings: { auth: 'strict' } });
  const sha = await (await clone()).sha();
  await api.post('/_mock/users').set(owner).send({ login: 'bob', token: 'bob-token' }).expect(201);
  const asBob = async () => {
    const reported = await api.post(`${REPOSITORY}/statuses/${sha}`).set(bob).send({ state: 'success' });
    const run = await api.post(`${REPOSITORY}/check-runs`).set(bob).send({ name: 'lint', head_sha: sha });
    const seen = await api.get(`${REPOSITORY}/commits/${sha}/status`).set(bob);
    return [reported.status, run.status, seen.status];
  };
  expect(await asBob()).toEqual([404, 404, 404]);
  const grant = (permission: string) =>
    api.put(`${REPOSITORY}/collaborators/bob`).set(owner).send({ permission }).expect(200);
  await grant('pull');
  expect(await asBob()).toEqual([403, 403, 200]);
  await grant('push');
  expect(await asBob()).toEqual([201, 201, 200]);
  expect((await api.post(`${REPOSITORY}/statuses/${sha}`).send({ state: 'success' })).status).toBe(401);
});

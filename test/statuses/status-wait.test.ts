import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';

test('a test waits for a CI report, or learns the current state', async () => {
  const { api, clone, stop } = await start();
  const work = await clone();
  const sha = await work.commit('hello');
  const wait = (query: string) => api.get(`/_mock/statuses/wait?repository=demo/demo&${query}`);
  const report = (context: string, state: string) =>
    api.post(`${REPOSITORY}/statuses/${sha}`).send({ context, state }).expect(201);

  // Before the commit is pushed.
  const early = wait(`sha=${sha}&context=ci/build&timeout=20s`).then((answer) => answer);
  await work.push('master');
  await report('ci/build', 'pending');
  await report('lint', 'failure');
  await report('ci/build', 'success');
  const { status, body } = await early;
  expect([status, body]).toEqual([
    200,
    {
      repository: 'demo/demo',
      state: 'success',
      sha,
      contexts: [
        { context: 'ci/build', state: 'success', by: 'status' },
        { context: 'lint', state: 'failure', by: 'status' },
      ],
    },
  ]);
  expect((await wait('sha=master&timeout=20s')).body).toMatchObject({ state: 'failure' });
  expect((await wait(`sha=${sha}&context=lint&state=failure&timeout=20s`)).status).toBe(200);

  const late = await wait('sha=master&state=success&timeout=10ms');
  expect(late.status).toBe(408);
  expect(late.body).toMatchObject({
    error_message: 'The status of master is failure, and did not become success within 0.01 s',
    contexts: [{ context: 'ci/build' }, { context: 'lint' }],
  });
  const run = { name: 'e2e', head_sha: sha, conclusion: 'timed_out' };
  const ofRun = wait('sha=master&context=e2e&timeout=20s').then((answer) => answer);
  await api.post(`${REPOSITORY}/check-runs`).send(run).expect(201);
  expect((await ofRun).body).toMatchObject({ state: 'failure' });

  expect((await wait('sha=master&state=good')).status).toBe(422);
  expect((await wait('sha=master&contxt=e2e')).body.error_message).toMatch(/no field "contxt"/);
  expect((await api.get('/_mock/statuses/wait?repository=no/thing&sha=master')).status).toBe(404);
  const stopped = wait('sha=master&context=never&timeout=60s').then(({ status: code }) => code);
  await wait('sha=master');
  await stop();
  expect(await stopped).toBe(503);
});

import { expect, test } from 'vitest';
import { PULLS, pull, startWithRequest } from '../support/merge-requests/merge-requests.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const SETTINGS = `${REPOSITORY}/pull_request_settings`;

async function startWithReports() {
  const server = await startWithRequest();
  const { api, head } = server;
  return {
    ...server,
    report: (context: string, state: string) =>
      api.post(`${REPOSITORY}/statuses/${head}`).send({ context, state }).expect(201),
    /** What the request says of its CI, and whether it could be merged. */
    ci: async () => {
      const { mergeable_state: state, head_pipeline: pipeline } = await pull(server);
      return [state.ci_state_passed, state.state, pipeline?.status ?? null];
    },
    refusal: async () => {
      const { status, body } = await api.put(`${PULLS}/1/merge`).send({});
      return `${status} ${body.error_message}`;
    },
  };
}

test('a merge request shows the CI state of its newest commit, and can be merged anyway', async () => {
  const { api, ci, report } = await startWithReports();
  expect(await ci()).toEqual([true, true, null]);
  await report('ci/build', 'pending');
  expect(await ci()).toEqual([false, true, 'pending']);
  await report('ci/build', 'error');
  expect(await ci()).toEqual([false, true, 'failed']);
  await report('ci/build', 'success');
  expect(await ci()).toEqual([true, true, 'success']);
  await report('ci/build', 'failure');
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
});

test('where contexts are required, a merge waits for them, be they statuses or check runs', async () => {
  const { api, ci, head, refusal, report, work } = await startWithReports();
  const required = { required_contexts: ['ci/build', 'lint'] };
  expect((await api.put(SETTINGS).send(required).expect(200)).body).toMatchObject(required);
  expect((await api.get(SETTINGS).expect(200)).body).toMatchObject({
    ...required,
    only_allow_merge_if_pipeline_succeeds: false,
    merge_method: 'merge',
  });
  expect(await ci()).toEqual([false, false, null]);
  const prefix = `405 Merge request !1 cannot be merged: master requires success on ${head} of`;
  expect(await refusal()).toBe(
    `${prefix} "ci/build", which is not reported; of "lint", which is not reported`,
  );
  expect((await report('ci/build', 'success')).body).toMatchObject({ required: true });
  expect((await report('other', 'failure')).body).toMatchObject({ required: false });
  const run = { name: 'lint', head_sha: head, status: 'in_progress' };
  await api.post(`${REPOSITORY}/check-runs`).send(run).expect(201);
  expect(await refusal()).toBe(`${prefix} "lint", which is pending`);
  await api.patch(`${REPOSITORY}/check-runs/1`).send({ conclusion: 'neutral' }).expect(200);
  expect(await ci()).toEqual([false, true, 'failed']);

  const newer = await work.commit('more');
  await work.push('HEAD:refs/heads/feature');
  expect(await refusal()).toContain(`success on ${newer} of "ci/build", which is not reported`);
  await api.put(SETTINGS).send({ required_contexts: [] }).expect(200);
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
});

test('where a pipeline has to succeed, everything that is reported has to be good, and something has to be', async () => {
  const { api, refusal, head, report } = await startWithReports();
  await api.put(SETTINGS).type('form').send('only_allow_merge_if_pipeline_succeeds=1').expect(200);
  expect(await refusal()).toBe(
    `405 Merge request !1 cannot be merged: master takes only what CI has passed, and nothing is reported of ${head}`,
  );
  await report('ci/build', 'success');
  await report('ci/test', 'failure');
  expect(await refusal()).toContain(`success on ${head} of "ci/test", which is failure`);
  await report('ci/test', 'success');
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
  await api.put(SETTINGS).send({ only_allow_merge_if_pipeline_succeeds: 'maybe' }).expect(422);
});

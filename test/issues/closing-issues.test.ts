import { expect, test } from 'vitest';
import { z } from 'zod';
import { LinkedIssueJson } from '../../apps/server/src/rest/issues/json/issue-link-json.js';
import type { Call } from '../support/http/inbox.js';
import { openRequest, PULLS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const OWNER = '/api/v5/repos/demo/issues';
const ISSUES = '/api/v5/repos/demo/demo/issues';

const eventLine = ({ body, headers }: Call): string => {
  const { object_attributes: thing } = body as { object_attributes: { iid: number; action: string } };
  const sign = headers['x-gitcode-event'] === 'Issue Hook' ? '#' : '!';
  return `${sign}${thing.iid} ${thing.action}`;
};

test('a merge request closes the issues that its description names, and those that were linked by hand, when it is merged', async () => {
  const server = await start({
    hook: { push_events: false, merge_requests_events: true, issues_events: true, dialect: 'gitcode' },
  });
  const { api, inbox, settled } = server;
  for (const title of ['One', 'Two', 'Three', 'Four'])
    await api.post(OWNER).send({ repo: 'demo', title, labels: 'bug' }).expect(200);
  await pushFeature(await server.clone());
  await openRequest(server, { body: 'Fixes #1 and #2.\nSee #3. Closes #99' });
  const linked = async () => {
    const { body } = await api.get(`${PULLS}/1/issues`).expect(200);
    return z
      .array(LinkedIssueJson())
      .parse(body)
      .map(({ number, state }) => `${number} ${state}`);
  };
  expect(await linked()).toEqual(['1 open', '2 open']);

  expect((await api.post(`${PULLS}/1/issues`).send([3, 4]).expect(200)).body).toHaveLength(4);
  await api.patch(`${PULLS}/1`).send({ body: 'closes #1, closes #3' }).expect(200);
  expect(await linked()).toEqual(['1 open', '3 open', '4 open']);
  await api.patch(`${PULLS}/1`).send({ body: 'closes #1' }).expect(200);
  await api.delete(`${PULLS}/1/issues`).send({ issues: '4' }).expect(204);
  expect(await linked()).toEqual(['1 open', '3 open']);
  await api.get(`${PULLS}/1/issues?per_page=1`).expect('total_count', '2').expect('total_page', '2');
  expect((await api.get(`${ISSUES}/1/pull_requests`).expect(200)).body).toMatchObject([
    { number: 1, state: 'opened', head: { ref: 'feature' }, base: { ref: 'master', assigner: null } },
  ]);
  expect((await api.get('/api/v5/enterprises/demo/issues/1/pull_requests').expect(200)).body).toMatchObject([
    {
      number: 1,
      state: 'open',
      close_related_issue: 1,
      added_lines: 1,
      removed_lines: 0,
      diff_refs: { head_sha: expect.stringMatching(/^[0-9a-f]{40}$/) },
      pipeline_status: '',
      source_git_url: 'git@127.0.0.1:demo/demo.git',
      commits_url: expect.stringMatching(/\/api\/v5\/repos\/demo\/demo\/pulls\/1\/commits$/),
    },
  ]);

  await settled();
  inbox.rest();
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
  await settled();
  expect(inbox.rest().map(eventLine)).toEqual(['!1 merge', '#1 close', '#3 close']);
  expect(await linked()).toEqual(['1 closed', '3 closed']);
  const history = (await api.get(`${OWNER}/3/operate_logs?repo=demo`).expect(200)).body as {
    content: string;
  }[];
  expect(history.map(({ content }) => content)).toEqual([
    'opened the issue',
    'linked the merge request !1',
    'closed the issue by merging !1',
  ]);
});

test('a merge also closes issues that were named before they were made, but none that were taken off by hand', async () => {
  const server = await start({ hook: { push_events: false, issues_events: true, dialect: 'gitcode' } });
  const { api, inbox, settled } = server;
  const open = (title: string) => api.post(OWNER).send({ repo: 'demo', title }).expect(200);
  await open('One');
  await pushFeature(await server.clone());
  await openRequest(server, { body: 'closes #1, #2' });
  await open('Two');
  await api.delete(`${PULLS}/1/issues`).send([1]).expect(204);
  await settled();
  inbox.rest();
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
  await settled();
  expect(inbox.rest().map(eventLine)).toEqual(['#2 close']);
  expect((await api.get(`${PULLS}/1/issues`).expect(200)).body).toMatchObject([{ number: '2' }]);
});

test('a description may name any number of issues; the first hundred count', async () => {
  const server = await start();
  const { api } = server;
  for (const title of ['One', 'Two']) await api.post(OWNER).send({ repo: 'demo', title }).expect(200);
  await pushFeature(await server.clone());
  await openRequest(server, { body: `closes ${'#9,'.repeat(300_000)}` });
  const others = Array.from({ length: 98 }, (_, index) => `#${100 + index}`);
  const body = `closes ${'#8,'.repeat(300_000)} ${others.join(' and ')}, #1, #2`;
  await api.patch(`${PULLS}/1`).send({ body }).expect(200);
  expect((await api.get(`${PULLS}/1/issues`).expect(200)).body).toMatchObject([{ number: '1' }]);
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
});

test('links of issues that cannot be are refused, and link nothing', async () => {
  const server = await start();
  const { api } = server;
  await api.post(OWNER).send({ repo: 'demo', title: 'One' }).expect(200);
  await pushFeature(await server.clone());
  await openRequest(server);
  const refusals: readonly (readonly [unknown, number, string])[] = [
    [[1, 9], 404, 'Issue #9 does not exist in demo/demo'],
    [[], 422, 'issues is missing'],
    [{}, 422, 'issues is missing'],
    [['one'], 422, 'must be numbers of issues'],
    [{ issues: 0 }, 422, 'must be numbers of issues'],
  ];
  for (const [sent, status, words] of refusals) {
    const { body } = await api
      .post(`${PULLS}/1/issues`)
      .send(sent as object)
      .expect(status);
    expect(body.message).toContain(words);
  }
  await api.delete(`${PULLS}/1/issues?issue=9`).expect(404);
  await api.delete(`${PULLS}/1/issues`).expect(422);
  await api.post(`${PULLS}/9/issues`).send([1]).expect(404);
  expect((await api.get(`${PULLS}/1/issues`).expect(200)).body).toEqual([]);
});

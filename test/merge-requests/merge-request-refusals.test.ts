import { expect, test } from 'vitest';
import {
  everything,
  openRequest,
  PULLS,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';

const ONE = `${PULLS}/1`;
const LONG = 'x'.repeat(256);
const OPENING = { title: 'Other', head: 'other', base: 'master' };
const WORDS = 'must be one of open, opened, reopen, reopened, closed, close, but is';
const NUMBER = 'must be a whole number from 1 to 2147483647, but is';
const FROM_0 = NUMBER.replace('from 1', 'from 0');

/** Request !1 is open, !2 merged; `other` is a branch without a request. */
async function startForRefusals() {
  const server = await startWithRequest({ labels: 'bug' });
  await server.work.push('feature:refs/heads/other', 'origin/master:refs/heads/release');
  await openRequest(server, { base: 'release' });
  await server.api.put(`${PULLS}/2/merge`).expect(200);
  await eventLines(server);
  return server;
}

test('a request that cannot be opened is refused by field and value, and nothing changes', async () => {
  const server = await startForRefusals();
  const { api, head } = server;
  const before = await everything(server);
  const refusals: [fields: object, words: string][] = [
    [{ title: undefined }, 'title is missing'],
    [{ title: ' ' }, 'title is missing'],
    [{ title: LONG }, 'title has 256 characters; at most 255 are allowed'],
    [{ title: { a: 1 } }, 'title must be text, but is an object'],
    [{ head: undefined }, 'head is missing'],
    [{ base: '' }, 'base is missing'],
    [{ head: 'nowhere' }, 'head "nowhere" is not a branch of demo/demo'],
    [{ base: 'nowhere' }, 'base "nowhere" is not a branch of demo/demo'],
    [{ head: 'demo:nowhere' }, 'head "nowhere" is not a branch of demo/demo'],
    [{ head }, `head "${head}" is not a branch of demo/demo`],
    [{ head: 'refs/heads/other' }, 'head "refs/heads/other" is not a branch of demo/demo'],
    [{ head: '../other' }, 'head "../other" is not a branch of demo/demo'],
    [{ head: '--help' }, 'head "--help" is not a branch of demo/demo'],
    [{ base: 'HEAD' }, 'base "HEAD" is not a branch of demo/demo'],
    [{ head: 'master' }, 'head and base are the same branch "master"'],
    [{ head: 'demo:other', base: 'other' }, 'head and base are the same branch "other"'],
    [{ head: 'nobody:other' }, 'head names "nobody", who has no fork of demo/demo'],
    [{ fork_path: 'no/thing' }, 'fork_path names "no/thing", which is not a repository'],
    [{ base: 'feature' }, 'There is nothing to merge: feature has all commits of other already'],
    [{ assignees: 'atomgit,nobody' }, 'assignees names "nobody", who does not exist'],
    [{ testers: ['nobody'], labels: 'new' }, 'testers names "nobody", who does not exist'],
    [{ labels: 5 }, 'labels must be names, separated by commas, but is 5'],
    [{ labels: LONG }, 'labels has a name of 256 characters; 1 to 200 are allowed'],
    [{ body: ['x'] }, 'body must be text, but is a list'],
    [{ draft: 'maybe' }, 'draft must be true, false, 1 or 0, but is "maybe"'],
    [{ prune_source_branch: 2 }, 'prune_source_branch must be true, false, 1 or 0, but is 2'],
    [{ milestone_number: 'x' }, `milestone_number ${FROM_0} "x"`],
  ];
  for (const [fields, words] of refusals) {
    const { body } = await api.post(PULLS).send({ ...OPENING, ...fields });
    expect({ code: body.error_code, words: body.error_message }).toEqual({ code: 422, words });
  }
  const list = await api.post(PULLS).send([OPENING]).expect(422);
  expect(list.body.error_message).toBe('the body must be a JSON object or a form');
  await api.post(PULLS).type('json').send('{"title":').expect(400);
  await api.post('/api/v5/repos/demo/none/pulls').send(OPENING).expect(404);
  expect(await everything(server)).toEqual(before);
  // What was refused has taken neither a number nor a label's id.
  const { body } = await api
    .post(PULLS)
    .send({ ...OPENING, labels: 'next' })
    .expect(200);
  expect(body).toMatchObject({ number: 3, labels: [{ id: 2, name: 'next' }] });
});

test('an edit that cannot be is refused as a whole, by field and value, and nothing changes', async () => {
  const server = await startForRefusals();
  const { api } = server;
  const before = await everything(server);
  const refusals: [number: number, fields: object, code: number, words: string][] = [
    [1, { title: '' }, 422, 'title is missing'],
    [1, { title: LONG }, 422, 'title has 256 characters; at most 255 are allowed'],
    [1, { title: 'New', state: 'merged' }, 422, `state ${WORDS} "merged"`],
    [1, { state: true }, 422, `state ${WORDS} true`],
    [1, { title: 'New', assignees: 'nobody' }, 422, 'assignees names "nobody", who does not exist'],
    [1, { body: 'New', labels: [1] }, 422, 'labels must be names, separated by commas, but is a list'],
    [
      1,
      { title: 'New', labels: ['a', LONG] },
      422,
      'labels has a name of 256 characters; 1 to 200 are allowed',
    ],
    [1, { draft: 'x' }, 422, 'draft must be true, false, 1 or 0, but is "x"'],
    [1, { milestone_number: -1 }, 422, `milestone_number ${FROM_0} -1`],
    [2, { title: 'New', state: 'closed' }, 405, 'Merge request !2 is merged and cannot be closed'],
    [2, { title: 'New', state: 'open' }, 405, 'Merge request !2 is merged and cannot be reopened'],
  ];
  for (const [number, fields, code, words] of refusals) {
    const { body } = await api.patch(`${PULLS}/${number}`).send(fields);
    expect({ code: body.error_code, words: body.error_message }).toEqual({ code, words });
  }
  expect(await everything(server)).toEqual(before);
  await api.patch(`${PULLS}/2`).send({ title: 'A title is still free' }).expect(200);
  expect(await eventLines(server)).toEqual(['!2 update']);
});

test('calls for unknown requests and invalid calls are refused, and nothing changes', async () => {
  const server = await startForRefusals();
  const { api } = server;
  const before = await everything(server);
  const calls: ((at: string) => ReturnType<typeof api.get>)[] = [
    (at) => api.get(at),
    (at) => api.patch(at).send({ title: 'x' }),
    (at) => api.put(`${at}/merge`),
    (at) => api.get(`${at}/merge`),
    (at) => api.get(`${at}/commits`),
    (at) => api.get(`${at}/files`),
    (at) => api.get(`${at}/issues`),
    (at) => api.get(`${at}/labels`),
    (at) => api.post(`${at}/labels`).send(['x']),
    (at) => api.put(`${at}/labels`).send(['x']),
    (at) => api.delete(`${at}/labels/x`),
    (at) => api.post(`${at}/assignees`).send({ assignees: 'atomgit' }),
    (at) => api.delete(`${at}/assignees`).send({ assignees: 'atomgit' }),
    (at) => api.patch(`${at}/assignees`).send({ reset_all: true }),
    (at) => api.post(`${at}/testers`).send({ testers: 'atomgit' }),
    (at) => api.patch(`${at}/testers`).send({ reset_all: true }),
    (at) => api.post(`${at}/review`),
    (at) => api.post(`${at}/test`),
  ];
  const missing = { error_code: 404, error_message: 'Merge request !9 does not exist in demo/demo' };
  for (const call of calls) {
    expect((await call(`${PULLS}/9`)).body).toMatchObject(missing);
    const { body } = await call(`${PULLS}/one`);
    expect(body).toMatchObject({ error_code: 422, error_message: `number ${NUMBER} "one"` });
  }
  for (const number of ['0', '-1', '1.5', '1e0', '99999999999', '%20', '!1']) {
    const { body } = await api.get(`${PULLS}/${number}`).expect(422);
    expect(body.error_message).toBe(`number ${NUMBER} "${decodeURIComponent(number)}"`);
  }
  const refusals: [call: ReturnType<typeof api.get>, words: string][] = [
    [
      api.put(`${ONE}/merge`).send({ merge_method: 'octopus' }),
      'merge_method must be one of merge, squash, rebase, but is "octopus"',
    ],
    [
      api.put(`${ONE}/merge`).send({ prune_source_branch: 'x' }),
      'prune_source_branch must be true, false, 1 or 0, but is "x"',
    ],
    [api.post(`${ONE}/labels`).send({}), 'the body must be a JSON array of label names'],
    [api.put(`${ONE}/labels`).send([1]), 'labels must be names, separated by commas, but is a list'],
    [
      api.post(`${ONE}/labels`).send(['a', LONG]),
      'labels has a name of 256 characters; 1 to 200 are allowed',
    ],
    [api.post(`${ONE}/assignees`).send({}), 'assignees is missing: give logins, separated by commas'],
    [api.post(`${ONE}/assignees`).send({ assignees: 'bob' }), 'assignees names "bob", who does not exist'],
    [api.post(`${ONE}/testers`).send({ testers: ['bob'] }), 'testers names "bob", who does not exist'],
    [
      api.patch(`${ONE}/testers`).send({ reset_all: 'x' }),
      'reset_all must be true, false, 1 or 0, but is "x"',
    ],
  ];
  for (const [call, words] of refusals) {
    const { body } = await call;
    expect(body).toMatchObject({ error_code: 422, error_message: words });
  }
  expect(await everything(server)).toEqual(before);
});

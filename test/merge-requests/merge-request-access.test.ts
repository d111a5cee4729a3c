import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import {
  ALL_EVENTS,
  attributesOf,
  everything,
  PULLS,
  pushFeature,
  sent,
  eventLines,
} from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const ONE = `${PULLS}/1`;
const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
const bob = { 'PRIVATE-TOKEN': 'bob-token' };
const FEATURE = { title: 'A feature', head: 'feature', base: 'master' };
const COLLABORATOR = '/api/v5/repos/demo/demo/collaborators/bob';

/** A strict server where the private demo/demo has a branch `feature`, and bob no rights yet. */
async function startStrict() {
  const server = await start({ settings: { auth: 'strict' }, hook: ALL_EVENTS });
  const { api, remote } = server;
  await api
    .post('/_mock/users')
    .set('PRIVATE-TOKEN', 'atomgit-token')
    .send({ login: 'bob', token: 'bob-token' })
    .expect(201);
  const work = await Clone.of(remote('demo/demo', 'atomgit:atomgit-token'));
  await pushFeature(work);
  await work.push('feature:refs/heads/other');
  await eventLines(server);
  const grant = (permission: string) => api.put(COLLABORATOR).set(owner).send({ permission }).expect(200);
  return { ...server, work, grant };
}

test('in a private repository, users without read access and callers without a token find no requests', async () => {
  const server = await startStrict();
  const { api } = server;
  await api.post(PULLS).set(owner).send(FEATURE).expect(200);
  await eventLines(server);
  const before = await everything(server);
  const calls = [
    () => api.get(PULLS),
    () => api.post(PULLS).send({ ...FEATURE, head: 'other' }),
    () => api.get(ONE),
    () => api.patch(ONE).send({ title: 'Mine' }),
    () => api.put(`${ONE}/merge`),
    () => api.get(`${ONE}/merge`),
    () => api.get(`${ONE}/commits`),
    () => api.get(`${ONE}/files`),
    () => api.get(`${ONE}/labels`),
    () => api.put(`${ONE}/labels`).send(['x']),
    () => api.post(`${ONE}/assignees`).send({ assignees: 'bob' }),
    () => api.post(`${ONE}/review`),
    () => api.get('/demo/demo/merge_requests/1'),
  ];
  for (const call of calls) {
    // The page answers in plain text, the API in JSON.
    const hidden = await call().set(bob).expect(404);
    expect(hidden.text.replaceAll('\\"', '"')).toContain('Repository "demo/demo" does not exist');
    await call().expect(401);
    await call().set('PRIVATE-TOKEN', 'wrong').expect(401);
  }
  await expect(Clone.of(server.remote('demo/demo', 'bob:bob-token'))).rejects.toThrow(/not found/);
  expect(await everything(server)).toEqual(before);
});

test('readers open requests and edit their own, but edit no others and merge none', async () => {
  const server = await startStrict();
  const { api, remote, grant } = server;
  await api.post(PULLS).set(owner).send(FEATURE).expect(200);
  await grant('pull');
  await eventLines(server);
  const { body } = await api
    .post(PULLS)
    .set(bob)
    .send({ ...FEATURE, head: 'other' })
    .expect(200);
  expect(body).toMatchObject({ number: 2, user: { login: 'bob' } });
  const [open] = await sent(server);
  expect(open).toMatchObject({ user: { username: 'bob' }, object_attributes: { iid: 2, author_id: 2 } });

  const own = `${PULLS}/2`;
  await api.patch(own).set(bob).send({ title: 'Mine' }).expect(200);
  await api.post(`${own}/labels`).set(bob).send(['bug']).expect(201);
  await api.post(`${own}/assignees`).set(bob).send({ assignees: 'bob' }).expect(200);
  await api.patch(own).set(bob).send({ state: 'closed' }).expect(200);
  await api.patch(own).set(bob).send({ state: 'open' }).expect(200);
  expect(
    (await sent(server)).map((payload) => [payload.user?.username, attributesOf(payload)?.action]),
  ).toEqual([
    ['bob', 'update'],
    ['bob', 'update'],
    ['bob', 'update'],
    ['bob', 'close'],
    ['bob', 'reopen'],
  ]);
  for (const at of [ONE, `${ONE}/commits`, `${ONE}/files`, `${ONE}/labels`])
    await api.get(at).set(bob).expect(200);
  await api.post(`${ONE}/review`).set(bob).expect(204);
  const reader = await Clone.of(remote('demo/demo', 'bob:bob-token'));
  await reader.git('fetch', '--quiet', 'origin', 'refs/merge-requests/1/head');

  const before = await everything(server);
  const refused = [
    api.patch(ONE).set(bob).send({ title: 'Mine' }),
    api.patch(ONE).set(bob).send({ state: 'closed' }),
    api.post(`${ONE}/labels`).set(bob).send(['x']),
    api.put(`${ONE}/labels`).set(bob).send(['x']),
    api.delete(`${ONE}/labels/x`).set(bob),
    api.post(`${ONE}/assignees`).set(bob).send({ assignees: 'bob' }),
    api.delete(`${ONE}/assignees`).set(bob).send({ assignees: 'bob' }),
    api.post(`${ONE}/testers`).set(bob).send({ testers: 'bob' }),
    api.patch(`${ONE}/assignees`).set(bob).send({ reset_all: true }),
    api.patch(`${ONE}/testers`).set(bob).send({ reset_all: true }),
    api.put(`${ONE}/merge`).set(bob),
    api.put(`${own}/merge`).set(bob),
  ];
  for (const call of refused) {
    const answer = await call;
    expect(answer.body).toMatchObject({ error_code: 403, error_message: 'bob may not push in demo/demo' });
  }
  expect(await everything(server)).toEqual(before);
});

test('users with push access edit and merge all requests, until the permission is removed', async () => {
  const server = await startStrict();
  const { api, grant } = server;
  await api.post(PULLS).set(owner).send(FEATURE).expect(200);
  await grant('push');
  await api
    .post(PULLS)
    .set(bob)
    .send({ ...FEATURE, base: 'other', head: 'master' })
    .expect(422);
  await eventLines(server);
  await api.patch(ONE).set(bob).send({ title: 'Better' }).expect(200);
  await api.put(`${ONE}/merge`).set(bob).send({ prune_source_branch: true }).expect(200);
  expect(await sent(server)).toMatchObject([
    { user: { username: 'bob' }, object_attributes: { action: 'update', author_id: 1 } },
    { user: { username: 'bob' }, object_attributes: { action: 'merge', author_id: 1 } },
    { user_name: 'bob', ref: 'refs/heads/master' },
    { user_name: 'bob', ref: 'refs/heads/feature' },
  ]);
  expect((await api.get(ONE).set(owner).expect(200)).body.merged_by).toMatchObject({ login: 'bob' });
  await api.delete(COLLABORATOR).set(owner).expect(204);
  await api.patch(ONE).set(bob).send({ title: 'Mine' }).expect(404);
});

test('an author who may no longer read the repository can no longer change a request', async () => {
  const server = await startStrict();
  const { api, grant } = server;
  await grant('pull');
  await api.post(PULLS).set(bob).send(FEATURE).expect(200);
  await api.delete(COLLABORATOR).set(owner).expect(204);
  await eventLines(server);
  const before = await everything(server);
  await api.get(ONE).set(bob).expect(404);
  await api.patch(ONE).set(bob).send({ state: 'closed' }).expect(404);
  await api.put(`${ONE}/labels`).set(bob).send(['x']).expect(404);
  expect(await everything(server)).toEqual(before);
});

test("a reader's wish that the source branch be deleted is not fulfilled", async () => {
  const { api, grant, refs } = await startStrict();
  await grant('pull');
  await api
    .post(PULLS)
    .set(bob)
    .send({ ...FEATURE, prune_source_branch: true })
    .expect(200);
  await api.put(`${ONE}/merge`).set(owner).expect(200);
  expect(await refs('refs/heads/feature')).not.toBe('');
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import { BranchRuleJson } from '../../apps/server/src/rest/branches/branch-rule-json.js';
import { ProtectedTagJson } from '../../apps/server/src/rest/tags/protected-tag-json.js';
import { startWithRequest, PULLS } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const RULES = `${REPOSITORY}/protect_branches`;
const TAG_RULES = `${REPOSITORY}/protected_tags`;
const NOBODY = { pusher: 'none', merger: 'none' };
const token = (login: string) => ({ 'PRIVATE-TOKEN': `${login}-token` });
const owner = token('atomgit');

/** What git says when it is refused. */
const refusalOf = (pushing: Promise<string>): Promise<string> =>
  pushing.then(
    () => '',
    (error: unknown) => String(error instanceof Error && 'stderr' in error ? error.stderr : error),
  );

const namesOf = (body: unknown) =>
  z
    .array(z.object({ name: z.string() }))
    .parse(body)
    .map(({ name }) => name);

test('a branch protected against all users cannot move until its rule is deleted', async () => {
  const server = await startWithRequest();
  const { api, work } = server;
  const before = await server.refs('refs/heads/');
  await api
    .put(`${REPOSITORY}/branches/setting/new`)
    .send({ wildcard: 'mas*', ...NOBODY })
    .expect(200);
  const listed = (await api.get(RULES).expect(200)).body;
  expect(z.array(BranchRuleJson()).parse(listed)).toMatchObject([
    {
      name: 'mas*',
      push_users: [],
      developers_can_push: false,
      owner_can_push: false,
      no_one_can_push: true,
    },
  ]);
  expect((await api.get(`${REPOSITORY}/branches/master`).expect(200)).body).toMatchObject({
    protected: true,
    developers_can_push: false,
    can_push: false,
  });
  expect((await api.get(`${REPOSITORY}/branches`).expect(200)).body).toMatchObject([
    { name: 'feature', protected: false },
    { name: 'master', protected: true },
  ]);

  await work.git('checkout', '--quiet', '-B', 'master', 'origin/master');
  await work.commit('refused');
  const refusal = await refusalOf(work.push('master', 'HEAD:refs/heads/other'));
  expect(refusal).toContain('! [remote rejected] master -> master (protected branch: nobody may push)');
  expect(refusal).toContain('HEAD -> other (another ref of this push was refused)');
  expect(await refusalOf(work.push('+HEAD~2:refs/heads/master', ':feature'))).toContain('(protected branch');
  const file = { content: 'aGk=', message: 'Say hi', branch: 'master' };
  for (const { status, body } of [
    await api.post(`${REPOSITORY}/contents/hi.txt`).send(file),
    await api.put(`${PULLS}/1/merge`).send({}),
    await api.post(`${REPOSITORY}/branches`).send({ branch_name: 'mass', refs: 'feature' }),
  ]) {
    expect([status, body.error_message]).toEqual([
      403,
      expect.stringContaining('protected branch: nobody may'),
    ]);
  }
  expect(await server.refs('refs/heads/')).toBe(before);
  await server.settled();
  expect(server.inbox.rest()).toEqual([]);

  const setting = `${REPOSITORY}/branches/mas*/setting`;
  await api.put(setting).send({ pusher: 'Developers', merger: 'NO_ONE' }).expect(200);
  expect((await api.get(RULES)).body).toMatchObject([{ developers_can_push: true, no_one_can_merge: true }]);
  await api.put(setting).send({ pusher: 'none', merger: 'atomgit' }).expect(200);
  expect((await api.get(RULES)).body).toMatchObject([
    { no_one_can_merge: false, merge_users: [{ login: 'atomgit' }], no_one_can_push: true },
  ]);
  await api.put(`${PULLS}/1/merge`).send({}).expect(200);
  await api.delete(setting).expect(204);
  expect((await api.get(RULES)).body).toEqual([]);
  await work.push('--force', 'master');
  for (const call of [api.delete(setting), api.put(setting).send(NOBODY)])
    expect((await call.expect(404)).body.error_message).toContain('no protected branch "mas*"');
});

test('a rule that cannot be is refused and changes nothing', async () => {
  const { api } = await start();
  const path = `${REPOSITORY}/branches/setting/new`;
  const refused = async (fields: object) => (await api.put(path).send(fields).expect(422)).body.error_message;
  expect(await refused({ wildcard: 'a..b', ...NOBODY })).toContain('wildcard "a..b"');
  expect(await refused({ wildcard: 'a', pusher: 'developer;nobody', merger: 'admin' })).toContain(
    'pusher "nobody"',
  );
  expect(await refused({ wildcard: 'a', pusher: 'constructor', merger: 'admin' })).toContain(
    'pusher "constructor"',
  );
  expect(await refused({ wildcard: 'a', pusher: 'admin' })).toContain('merger');
  expect((await api.get(RULES).expect(200)).body).toEqual([]);
});

test('on a strict server a rule tells developers from administrators, and those whom it names', async () => {
  const { api, clone, remote } = await start({ settings: { auth: 'strict' } });
  for (const login of ['bob', 'eve']) {
    await api
      .post('/_mock/users')
      .set(owner)
      .send({ login, token: `${login}-token` })
      .expect(201);
    await api.put(`${REPOSITORY}/collaborators/${login}`).set(owner).send({ permission: 'push' }).expect(200);
  }
  const rule = { wildcard: 'master', pusher: 'admin;bob', merger: 'developer' };
  const setting = `${REPOSITORY}/branches/setting/new`;
  await api.put(setting).set(token('bob')).send(rule).expect(403);
  await api.put(setting).set(owner).send(rule).expect(200);
  const branch = async (login: string) =>
    (await api.get(`${REPOSITORY}/branches/master`).set(token(login)).expect(200)).body;
  expect(await branch('bob')).toMatchObject({ can_push: true, developers_can_push: false, protected: true });
  expect(await branch('eve')).toMatchObject({ can_push: false, developers_can_merge: true });

  const work = await clone();
  const push = (login: string, ...refs: string[]) =>
    refusalOf(work.git('push', '--quiet', remote('demo/demo', `${login}:${login}-token`), ...refs));
  await work.commit('one');
  expect(await push('eve', 'master')).toContain('only administrators and some others may push');
  expect(await push('eve', 'HEAD:refs/heads/free', '+HEAD~1:refs/heads/free2')).toBe('');
  expect(await push('eve', '+HEAD~1:refs/heads/free')).toBe('');
  expect(await push('bob', 'master')).toBe('');
  await work.git('reset', '--quiet', '--hard', 'HEAD~1');
  await work.commit('two');
  const forced = await push('bob', '+master');
  expect(forced).toContain('refs/heads/master may not lose commits');
  expect(forced).toContain('(pre-receive hook declined)');
  expect(await push('atomgit', '+master')).toBe('');
});

test('protected tags are made, moved and deleted only by those whom their level means', async () => {
  const { api, clone, remote, refs } = await start({ settings: { auth: 'strict' } });
  await api.post('/_mock/users').set(owner).send({ login: 'bob', token: 'bob-token' }).expect(201);
  await api.put(`${REPOSITORY}/collaborators/bob`).set(owner).send({ permission: 'push' }).expect(200);
  const created = await api.post(TAG_RULES).set(owner).send({ name: 'v*' }).expect(200);
  const shown = { name: 'v*', create_access_level: 40, create_access_level_desc: 'Maintainers' };
  expect(ProtectedTagJson().parse(created.body)).toEqual(shown);
  expect((await api.get(TAG_RULES).set(token('bob')).expect('total_count', '1').expect(200)).body).toEqual([
    shown,
  ]);
  expect((await api.get(`${TAG_RULES}/v*`).set(token('bob')).expect(200)).body).toEqual(shown);
  await api.post(TAG_RULES).set(owner).send({ name: 'v*' }).expect(409);
  await api.post(TAG_RULES).set(owner).send({ name: 'v', create_access_level: 'high' }).expect(422);
  await api.put(TAG_RULES).set(owner).send({ name: 'w*', create_access_level: 0 }).expect(404);
  await api.put(TAG_RULES).set(token('bob')).send({ name: 'v*', create_access_level: 30 }).expect(403);

  const work = await clone();
  await work.git('tag', 'v1');
  const push = (login: string, ...args: string[]) =>
    refusalOf(work.git('push', '--quiet', remote('demo/demo', `${login}:${login}-token`), ...args));
  expect(await push('bob', 'v1')).toContain(
    '! [remote rejected] v1 -> v1 (protected tag: only administrators may create, move or delete it)',
  );
  const tags = `${REPOSITORY}/tags`;
  await api.post(tags).set(token('bob')).send({ tag_name: 'v2', ref: 'master' }).expect(403);
  expect(await refs('refs/tags/')).toBe('');
  expect(await push('atomgit', 'v1')).toBe('');
  await api.delete(`${tags}/v1`).set(token('bob')).expect(403);
  await api.put(TAG_RULES).set(owner).send({ name: 'v*', create_access_level: 30 }).expect(200);
  await api.delete(`${tags}/v1`).set(token('bob')).expect(204);
  await api.delete(`${TAG_RULES}/v*`).set(owner).expect(204);
  await api.get(`${TAG_RULES}/v*`).set(owner).expect(404);
  await api.delete(`${TAG_RULES}/v*`).set(owner).expect(404);
});

test('branches and tags created and deleted by the API send events like pushes', async () => {
  const hook = { push_events: true, tag_push_events: true };
  const { api, clone, inbox, settled } = await start({ hook });
  const sha = await (await clone()).sha();
  const [branches, tags] = [`${REPOSITORY}/branches`, `${REPOSITORY}/tags`];
  await api.post(branches).send({ branch_name: 'feature/x' }).expect(200);
  await api.post(branches).send({ branch_name: 'by-target', target: sha }).expect(200);
  await api.post(tags).send({ tag_name: 'v1', ref: 'feature/x', message: 'First' }).expect(200);
  await settled();
  expect(inbox.rest().map(({ body }) => body)).toMatchObject([
    { ref: 'refs/heads/feature/x', after: sha },
    { ref: 'refs/heads/by-target', after: sha },
    { ref: 'refs/tags/v1' },
  ]);
  expect((await api.get(tags)).body).toMatchObject([{ name: 'v1', message: 'First', commit: { sha } }]);

  await api.delete(`${branches}/feature%2Fx`).expect(204);
  await api.delete(`${tags}/v1`).expect(204);
  await settled();
  expect(
    inbox.rest().map(({ body, headers }) => ({ event: headers['x-atomgit-event'], body })),
  ).toMatchObject([
    { event: 'Push Hook', body: { ref: 'refs/heads/feature/x', before: sha, after: '0'.repeat(40) } },
    { event: 'Tag Push Hook', body: { ref: 'refs/tags/v1', after: '0'.repeat(40) } },
  ]);
  expect(namesOf((await api.get(branches)).body)).toEqual(['by-target', 'master']);

  const refused = [
    [await api.delete(`${branches}/feature%2Fx`), 404, 'Branch "feature/x" does not exist'],
    [await api.delete(`${tags}/v1`), 404, 'Tag "v1" does not exist'],
    [await api.delete(`${branches}/..%2F..%2FHEAD`), 404, 'does not exist'],
    [await api.delete(`${branches}/master`), 405, '"master" is the default branch'],
  ] as const;
  for (const [answer, status, message] of refused)
    expect([answer.status, answer.body.error_message]).toEqual([status, expect.stringContaining(message)]);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a commit by API loses commits of a branch only where a force push may', async () => {
  const { api, clone, refs } = await start({ settings: { auth: 'strict' } });
  await api.post('/_mock/users').set(owner).send({ login: 'bob', token: 'bob-token' }).expect(201);
  await api.put(`${REPOSITORY}/collaborators/bob`).set(owner).send({ permission: 'push' }).expect(200);
  const first = await (await clone()).sha();
  const commit = (login: string, fields: object) =>
    api.post('/_mock/repositories/demo/demo/commits').set(token(login)).send(fields);
  await commit('bob', {}).expect(201);
  const forced = { parents: [first], force: true };
  await api
    .put(`${REPOSITORY}/branches/setting/new`)
    .set(owner)
    .send({ wildcard: 'mas*', pusher: 'developer', merger: 'developer' })
    .expect(200);
  const before = await refs();
  const words = '"refs/heads/master" of demo/demo may not lose commits: force pushes are denied here';
  expect((await commit('bob', forced).expect(403)).body.message).toBe(words);
  expect(await refs()).toBe(before);
  await commit('bob', { force: true }).expect(201);
  await commit('bob', { ...forced, branch: 'free' }).expect(201);
  await commit('bob', { ...forced, branch: 'free' }).expect(201);
  await commit('atomgit', forced).expect(201);
  await api.put(`${REPOSITORY}/push_config`).set(owner).send({ deny_force_push: true }).expect(200);
  expect((await commit('atomgit', forced).expect(403)).body.message).toBe(words);
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { start, type Started } from '../support/server/start.js';

const PUSH_HOOK = { push_events: true };
const STRICT = { settings: { auth: 'strict' }, hook: PUSH_HOOK } as const;
const OWNER = 'atomgit:atomgit-token';
const BOB = 'bob:bob-token';
const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
const bob = { 'PRIVATE-TOKEN': 'bob-token' };

/** A second user beside the one that a seeded server has. */
const addBob = ({ api }: Started) =>
  api
    .post('/_mock/users')
    .set(owner)
    .send({ login: 'bob', token: 'bob-token', email: 'bob@example.com' })
    .expect(201);

const grantBob = ({ api }: Started, permission: string, repository = 'demo/demo') =>
  api.put(`/api/v5/repos/${repository}/collaborators/bob`).set(owner).send({ permission }).expect(200);

const basic = (userinfo: string) => `Basic ${Buffer.from(userinfo).toString('base64')}`;

/** Git keeps what it knows to itself until it is asked, and an open server does not ask. */
const unasked = (authorization: string) => ['-c', `http.extraHeader=Authorization: ${authorization}`];

test('on an open server a known token acts as its user, however it is sent', async () => {
  const server = await start({ hook: PUSH_HOOK });
  await addBob(server);
  const work = await server.clone();
  await work.commit('hello');
  const ways = [basic('bob:bob-token'), basic('oauth2:bob-token'), basic('bob-token:'), 'Bearer bob-token'];
  for (const [index, authorization] of ways.entries()) {
    await work.git(...unasked(authorization), 'push', '--quiet', 'origin', `HEAD:refs/heads/b${index}`);
    expect((await server.inbox.next()).body).toMatchObject({
      user_id: 2,
      user_name: 'bob',
      user_email: 'bob@example.com',
      commits: [{ author: { name: 'Ada' } }],
    });
  }
});

test('on an open server unknown callers are the default user', async () => {
  const server = await start({ hook: PUSH_HOOK });
  await addBob(server);
  const work = await server.clone();
  const strangers = [basic('bob:wrong'), basic('atomgit:bob-token'), 'Basic %%%'];
  for (const [index, authorization] of strangers.entries()) {
    await work.git(...unasked(authorization), 'push', '--quiet', 'origin', `HEAD:refs/heads/b${index}`);
    expect((await server.inbox.next()).body).toMatchObject({ user_id: 1, user_name: 'atomgit' });
  }
  await work.git('remote', 'set-url', 'origin', server.remote('demo/demo', 'nobody:nothing'));
  await work.push('HEAD:refs/heads/by-address');
  expect((await server.inbox.next()).body).toMatchObject({ user_id: 1, user_name: 'atomgit' });
});

test('a strict server answers nothing but 401 without a valid token', async () => {
  const { api } = await start(STRICT);
  const requests = [
    () => api.get('/demo/demo.git/info/refs?service=git-upload-pack'),
    () => api.get('/demo/demo.git/info/refs?service=git-receive-pack'),
    () => api.get('/no/thing.git/info/refs?service=git-upload-pack'),
    () =>
      api.post('/demo/demo.git/git-upload-pack').type('application/x-git-upload-pack-request').send('0000'),
    () =>
      api.post('/demo/demo.git/git-receive-pack').type('application/x-git-receive-pack-request').send('0000'),
    () => api.get('/api/v5/repos/demo/demo'),
    () => api.get('/api/v5/repos/demo/demo/hooks'),
    () => api.post('/api/v5/user/repos').send({ name: 'new' }),
    () => api.get('/api/v5/user'),
    () => api.get('/_mock/deliveries'),
    () => api.get('/_mock/deliveries/x'),
    () => api.get('/_mock/deliveries/x/curl'),
    () => api.get('/_mock/deliveries/wait'),
    () => api.get('/_mock/deliveries.har'),
    () => api.post('/_mock/deliveries/x/redeliver'),
    () => api.post('/_mock/deliveries/redeliver'),
    () => api.get('/_mock/statuses/wait'),
    () => api.get('/_mock/events'),
    () => api.get('/_mock/stream'),
    () => api.head('/_mock/stream'),
    () => api.get('/_mock/hooks'),
    () => api.post('/_mock/hooks/1/enable'),
    () => api.get('/_mock/faults'),
    () => api.post('/_mock/faults').send({ kind: 'drop' }),
    () => api.delete('/_mock/faults'),
    () => api.get('/_mock/clock'),
    () => api.put('/_mock/clock').send({ frozen: true }),
    () => api.post('/_mock/settle'),
    () => api.post('/_mock/users').send({ login: 'mallory' }),
    () => api.put('/_mock/users/mallory').send({}),
    () => api.get('/_sink/ci/requests'),
    () => api.delete('/_sink/ci/requests'),
    () => api.put('/_sink/ci').send({ status: 500 }),
    () => api.delete('/_sink/ci'),
  ];
  for (const send of requests) {
    const answers = [
      await send(),
      await send().auth('atomgit', 'wrong'),
      await send().set('PRIVATE-TOKEN', 'wrong'),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toMatch(/^Basic realm=/);
    }
  }
});

test('in strict only the first user is shown the tokens of others, and a missing user is made', async () => {
  const server = await start(STRICT);
  const { api } = server;
  await addBob(server);
  const user = (login: string) => api.put(`/_mock/users/${login}`);
  const known = await user('BOB').set(owner).send({ token: 'new' }).expect(200);
  expect(known.body).toMatchObject({ login: 'bob', token: 'bob-token', email: 'bob@example.com' });
  const made = await user('eve').set(owner).send({ name: 'Eve', token: 'eve-token' }).expect(200);
  expect(made.body).toMatchObject({ login: 'eve', name: 'Eve', token: 'eve-token' });
  for (const login of ['bob', 'atomgit', 'mallory']) {
    const { body } = await user(login).set(bob).send({ login: 7 }).expect(403);
    expect(body.error_message).toBe('Only atomgit, with their own token, may do this');
  }
  await user('bob').set(owner).send({ tokn: 'x' }).expect(422);
  await user('a b').set(owner).send({}).expect(422);
  await user('demo').set(owner).send({}).expect(409);
});

test('on a strict server neither the fork of a private repository nor a wait tells of it', async () => {
  const server = await start(STRICT);
  const { api } = server;
  await addBob(server);
  await api.patch('/api/v5/repos/demo/demo').set(owner).send({ private: false }).expect(200);
  await api.post('/api/v5/repos/demo/demo/forks').set(bob).send({}).expect(200);
  await api.patch('/api/v5/repos/demo/demo').set(owner).send({ private: true }).expect(200);
  const forkFor = async (viewer: typeof bob) =>
    (await api.get('/api/v5/users/bob/repos').set(viewer).expect(200)).body[0];
  expect(await forkFor(bob)).toMatchObject({ full_name: 'bob/demo', fork: true, parent: null });
  expect(await forkFor(owner)).toMatchObject({ full_name: 'bob/demo', parent: { full_name: 'demo/demo' } });
  for (const repository of ['demo/demo', 'demo/none']) {
    const wait = { repository, sha: 'master', timeout: '1ms' };
    await api.get('/_mock/statuses/wait').query(wait).set(bob).expect(404);
    await api.post('/_mock/settle').query({ repository }).set(bob).expect(404);
  }
});

test("an empty token counts as left out, and is nobody's on a strict server", async () => {
  const { api, dataFolder } = await start(STRICT);
  const made = await api.post('/_mock/users').set(owner).send({ login: 'tok', token: '' }).expect(201);
  expect(made.body.token).toMatch(/^\w{40}$/);
  await api.get('/api/v5/user').auth('', '').expect(401);
  // Earlier versions stored it.
  const database = new Database(join(dataFolder, 'atomgit-mock.sqlite'));
  database.prepare("UPDATE users SET token = '' WHERE login = 'tok'").run();
  database.close();
  await api.get('/api/v5/user').auth('', '').expect(401);
  await api.get('/api/v5/user').auth('tok', '').expect(401);
});

test('a strict server lets anyone post to its sinks and ask whether it is ready, and needs a token for the rest', async () => {
  const { api, hook, url, settled } = await start(STRICT);
  await api.get('/_mock/ready').expect(200);
  const id = await hook({ url: `${url}/_sink/ci` });
  await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).set(owner).expect(204);
  await settled();
  await api.post('/_sink/ci').expect(200, 'ok');
  const { body } = await api.get('/_sink/ci/requests').set(owner).expect(200);
  expect(body).toMatchObject([{ headers: { 'x-atomgit-event': 'Push Hook' } }, { body: '' }]);
  const token = 'access_token=atomgit-token';
  await api.get(`/_mock/deliveries?${token}`).expect(200);
  await api.get(`/_mock/deliveries/wait?hook=${id}&${token}`).expect(200);
  await api.post(`/_mock/deliveries/redeliver?hook=${id}&${token}`).expect(202, { redelivered: 1 });
  await api.post('/_mock/faults').type('form').send(`kind=drop&${token}`).expect(201);
  await api.delete('/_mock/faults').set('Authorization', 'Bearer atomgit-token').expect(204);
});

test('on a strict server git is turned away without a valid token, and nothing is sent', async () => {
  const { inbox, remote, settled } = await start(STRICT);
  await expect(Clone.of(remote())).rejects.toThrow(/could not read Username/);
  await expect(Clone.of(remote('demo/demo', 'atomgit:wrong'))).rejects.toThrow(/Authentication failed/);
  const work = await Clone.of(remote('demo/demo', OWNER));
  await work.commit('hello');
  await work.git('remote', 'set-url', 'origin', remote('demo/demo', 'atomgit:wrong'));
  await expect(work.push('master')).rejects.toThrow(/Authentication failed/);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('on a strict server everything works with a token', async () => {
  const { inbox, api, remote } = await start(STRICT);
  const work = await Clone.of(remote('demo/demo', OWNER));
  const after = await work.commit('hello');
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({ after, user_id: 1, user_name: 'atomgit' });
  expect((await api.get('/api/v5/repos/demo/demo').set(owner)).body).toMatchObject({ private: true });
  await api.post('/api/v5/user/repos').set(owner).send({ name: 'new' }).expect(200);
  await work.git('push', '--quiet', remote('atomgit/new', OWNER), 'master');
});

test('a private repository does not exist for users who may not read it', async () => {
  const server = await start(STRICT);
  const { api, remote, inbox, settled } = server;
  await addBob(server);
  await expect(Clone.of(remote('demo/demo', BOB))).rejects.toThrow(/not found/);
  const work = await Clone.of(remote('demo/demo', OWNER));
  await work.git('remote', 'set-url', 'origin', remote('demo/demo', BOB));
  await expect(work.push('HEAD:refs/heads/bob')).rejects.toThrow(/not found/);
  await settled();
  expect(inbox.rest()).toEqual([]);

  const missing = await api.get('/api/v5/repos/no/thing').set(bob).expect(404);
  const hidden = await api.get('/api/v5/repos/demo/demo').set(bob).expect(404);
  expect(hidden.body.message).toBe(missing.body.message.replace('no/thing', 'demo/demo'));
  await api.get('/api/v5/repos/demo/demo/hooks').set(bob).expect(404);
  await api.delete('/api/v5/repos/demo/demo').set(bob).expect(404);
});

test('readers of a private repository can fetch from it and see why they may not push', async () => {
  const server = await start(STRICT);
  const { api, remote, inbox, settled } = server;
  await addBob(server);
  await grantBob(server, 'pull');
  await api.get('/api/v5/repos/demo/demo').set(bob).expect(200);
  const work = await Clone.of(remote('demo/demo', BOB));
  await work.commit('hello');
  await expect(work.push('master')).rejects.toThrow(/bob may not push in demo\/demo/);
  const { status } = await api
    .get('/demo/demo.git/info/refs?service=git-receive-pack')
    .auth('bob', 'bob-token');
  expect(status).toBe(403);
  const body = await work.pushBody({
    ref: 'refs/heads/master',
    before: await work.sha('HEAD~1'),
    after: await work.sha(),
  });
  await api
    .post('/demo/demo.git/git-receive-pack')
    .auth('bob', 'bob-token')
    .type('application/x-git-receive-pack-request')
    .send(body)
    .expect(403);
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a collaborator with push access pushes under their own name, until the permission is removed', async () => {
  const server = await start(STRICT);
  const { api, remote, inbox } = server;
  await addBob(server);
  await grantBob(server, 'push');
  const work = await Clone.of(remote('demo/demo', BOB));
  await work.commit('hello');
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({
    user_id: 2,
    user_name: 'bob',
    user_email: 'bob@example.com',
  });

  await api.delete('/api/v5/repos/demo/demo/collaborators/bob').set(owner).expect(204);
  await expect(work.push('HEAD:refs/heads/late')).rejects.toThrow(/not found/);
});

test("another user's public repository can be fetched, not pushed to", async () => {
  const server = await start(STRICT);
  const { api, remote } = server;
  await addBob(server);
  await api
    .post('/api/v5/user/repos')
    .set(owner)
    .send({ name: 'shared', private: false, auto_init: true })
    .expect(200);
  const work = await Clone.of(remote('atomgit/shared', BOB));
  await work.commit('hello');
  await expect(work.push('master')).rejects.toThrow(/403|may not push/);
  await api.get('/api/v5/repos/atomgit/shared').set(bob).expect(200);
});

test("a strict server creates repositories on push only with --create-on-push, and only in the pusher's own namespace", async () => {
  const closed = await start(STRICT);
  const work = await Clone.of(closed.remote('demo/demo', OWNER));
  const pushTo = (address: string) => work.git('push', '--quiet', address, 'master');
  await expect(pushTo(closed.remote('atomgit/new', OWNER))).rejects.toThrow(/not found/);

  const making = await start({ settings: { auth: 'strict', createOnPush: true } });
  await addBob(making);
  await pushTo(making.remote('bob/new', BOB));
  await expect(pushTo(making.remote('atomgit/new', BOB))).rejects.toThrow(/bob may not create repositories/);
});

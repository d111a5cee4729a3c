import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { Inbox } from '../support/http/inbox.js';
import { as, owner } from '../support/merge-requests/forks.js';
import {
  ALL_EVENTS,
  openRequest,
  pushFeature,
  startWithRequest,
} from '../support/merge-requests/merge-requests.js';
import { start, type Started } from '../support/server/start.js';

const REPOS = '/api/v5/repos';
const DEMO = `${REPOS}/demo/demo`;

const rename = ({ api }: Started, at: string, path: string) => api.patch(`${REPOS}/${at}`).send({ path });
const repositoriesOf = ({ dataFolder }: Started, name: string) =>
  readdir(join(dataFolder, 'repositories', name));
const recorded = ({ dataFolder }: Started) => readdir(join(dataFolder, 'spool'));

test('a repository gets another path and another owner, and all that belongs to it goes on there', async () => {
  const server = await start({ hook: ALL_EVENTS });
  const { api, inbox, bare, remote, settled, clone } = server;
  const work = await clone();
  const head = await pushFeature(work);
  await openRequest(server, { title: 'Before the move' });
  await api.post(`${DEMO}/forks`).set(owner).send({}).expect(200);
  await api.post('/api/v5/repos/demo/issues').send({ repo: 'demo', title: 'Wrong' }).expect(200);
  await settled();
  inbox.rest();

  const { body: renamed } = await rename(server, 'demo/demo', 'App').expect(200);
  expect(renamed).toMatchObject({ full_name: 'demo/App', path: 'App', name: 'demo' });
  await api.post('/api/v5/orgs/acme/repos').send({ name: 'first' }).expect(200);
  const { body: moved } = await api
    .post(`${REPOS}/demo/app/transfer`)
    .send({ new_owner: 'ACME' })
    .expect(200);
  expect(moved).toEqual({ new_owner: 'acme', new_name: 'App' });
  expect(await repositoriesOf(server, 'demo')).toEqual([]);
  expect((await repositoriesOf(server, 'acme')).sort()).toEqual(['App.git', 'first.git']);

  await work.git('remote', 'set-url', 'origin', remote('acme/app'));
  const sha = await work.commit('by HTTP');
  await work.push('feature');
  const push = (await inbox.next()).body;
  expect(push).toMatchObject({ after: sha, repository: { git_http_url: remote('acme/App') } });
  expect((await inbox.next()).body).toMatchObject({ object_attributes: { action: 'update' } });
  await work.git('remote', 'set-url', 'origin', bare('acme/App'));
  const byPath = await work.commit('by path');
  await work.push('feature');
  expect((await inbox.next()).body).toMatchObject({ after: byPath });
  await inbox.next();

  const pull = (await api.get(`${REPOS}/acme/App/pulls/1`).expect(200)).body;
  expect(pull).toMatchObject({ mergeable: true, base: { repo: { full_name: 'acme/App' } } });
  await api.put(`${REPOS}/acme/App/pulls/1/merge`).expect(200);
  expect((await inbox.next()).body).toMatchObject({
    object_attributes: { action: 'merge', target: { http_url: remote('acme/App') } },
  });
  expect((await api.get(`${REPOS}/acme/App/issues/1`).expect(200)).body.title).toBe('Wrong');
  const [forked] = (await api.get(`${REPOS}/acme/App/forks`).expect(200)).body;
  expect(forked).toMatchObject({ full_name: 'atomgit/demo', parent: { full_name: 'acme/App' } });
  expect((await api.get(`${REPOS}/acme/App/hooks`).expect(200)).body).toHaveLength(1);
  expect(await git(bare('acme/App'), ['merge-base', '--is-ancestor', head, 'master'])).toBe('');
  expect(await recorded(server)).toEqual([]);
});

test('reads at the old address are redirected to the new one, until another repository takes it', async () => {
  const server = await start();
  const { api, remote, clone, settled } = server;
  const work = await clone();
  await rename(server, 'demo/demo', 'app').expect(200);
  const paths: readonly (readonly [string, string])[] = [
    ['/api/v5/repos/demo/demo', '/api/v5/repos/demo/app'],
    ['/api/v5/repos/Demo/Demo/branches?page=2', '/api/v5/repos/demo/app/branches?page=2'],
    ['/demo/demo', '/demo/app'],
    ['/demo/demo.git/info/refs?service=git-upload-pack', '/demo/app.git/info/refs?service=git-upload-pack'],
    ['/repos/demo/demo/branches', '/repos/demo/app/branches'],
    ['/demo/demo/raw/master/README.md', '/demo/app/raw/master/README.md'],
  ];
  for (const [path, location] of paths) {
    const { status, headers } = await api.get(path).redirects(0);
    expect([path, status, headers['location']]).toEqual([path, 301, location]);
  }
  const refused = await api.post(`${DEMO}/hooks`).send({ url: 'http://127.0.0.1:9/' }).expect(405);
  expect(refused.body.error_message).toContain('has moved to "demo/app"');

  // Git follows, to fetch and to push.
  await Clone.of(remote('demo/demo'));
  const sha = await work.commit('to the old address');
  await work.push('master');
  expect((await api.get(`${REPOS}/demo/app/branches/master`).expect(200)).body.commit.id).toBe(sha);

  await rename(server, 'demo/app', 'app2').expect(200);
  expect((await api.get(DEMO).redirects(0).expect(301)).headers['location']).toBe(`${REPOS}/demo/app2`);
  await api.post('/api/v5/orgs/demo/repos').send({ name: 'demo' }).expect(200);
  expect((await api.get(DEMO).expect(200)).body.full_name).toBe('demo/demo');
  await api.delete(`${REPOS}/demo/app2`).expect(204);
  await api.get(`${REPOS}/demo/app`).expect(404);
  await settled();
  expect(await repositoriesOf(server, 'demo')).toEqual(['demo.git']);
});

test('a move is refused with a reason, and then nothing has changed', async () => {
  const server = await start();
  const { api } = server;
  await api.post('/api/v5/orgs/demo/repos').send({ name: 'taken' }).expect(200);
  const transfer = (new_owner: string) => api.post(`${DEMO}/transfer`).send({ new_owner });
  const refused = [
    [await rename(server, 'demo/demo', 'Taken'), 409, '"demo/Taken" already exists'],
    [await rename(server, 'demo/demo', '../x'), 422, 'path'],
    [await transfer('nobody'), 422, 'no user or organisation "nobody"'],
    [await api.patch(DEMO).send({ path: 'taken', description: 'New' }), 409, 'already exists'],
    [await api.patch(DEMO).send({ path: 'free', default_branch: 'none' }), 422, 'default_branch "none"'],
  ] as const;
  for (const [{ status, body }, expected, message] of refused)
    expect([status, body.error_message]).toEqual([expected, expect.stringContaining(message)]);
  expect((await api.get(DEMO).expect(200)).body).toMatchObject({ path: 'demo', description: '' });
  // In another case it is the same repository.
  expect((await rename(server, 'demo/demo', 'DEMO').expect(200)).body.full_name).toBe('demo/DEMO');
  expect((await api.get(DEMO).expect(200)).body.full_name).toBe('demo/DEMO');
  expect((await repositoriesOf(server, 'demo')).sort()).toEqual(['DEMO.git', 'taken.git']);
});

test('in strict, a repository goes only where its administrator may create some, and is private there, too', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  for (const login of ['bob', 'eve'])
    await api
      .post('/_mock/users')
      .set(owner)
      .send({ login, token: `${login}-token` })
      .expect(201);
  await api.post('/api/v5/user/repos').set(as('bob')).send({ name: 'app', private: true }).expect(200);
  const transfer = (login: string, new_owner: string) =>
    api.post(`${REPOS}/bob/app/transfer`).set(as(login)).send({ new_owner });
  await transfer('eve', 'eve').expect(404);
  await transfer('bob', 'eve').expect(403);
  await api.post('/api/v5/orgs/bobs/repos').set(as('bob')).send({ name: 'first' }).expect(200);
  await transfer('bob', 'bobs').expect(200);
  const seen = ['bob', 'eve'].map((login) => api.get(`${REPOS}/bob/app`).set(as(login)).redirects(0));
  expect((await Promise.all(seen)).map(({ status }) => status)).toEqual([301, 404]);
});

test.each([
  ['over HTTP', (server: Started) => server.clone()],
  ['by path', (server: Started) => Clone.of(server.bare())],
])('a move waits for a push %s that is under way', async (_, cloned) => {
  const server = await start({ hook: ALL_EVENTS });
  const { bare, inbox } = server;
  const pause = await pauseRef(bare(), { ref: 'refs/heads/master', state: 'prepared' });
  const work = await cloned(server);
  const sha = await work.commit('first');
  const pushing = work.push('master');
  await pause.reached();
  const moving = (async () => rename(server, 'demo/demo', 'app').expect(200))();
  await pause.release();
  await Promise.all([pushing, moving]);
  expect((await inbox.next()).body).toMatchObject({ after: sha, repository: { name: 'demo' } });
  expect(await repositoriesOf(server, 'demo')).toEqual(['app.git']);
  expect(await recorded(server)).toEqual([]);
});

test('what is changed of a repository while its move waits stays changed', async () => {
  const server = await start();
  const { api, bare, clone } = server;
  const pause = await pauseRef(bare(), { ref: 'refs/heads/master', state: 'prepared' });
  const work = await clone();
  await work.commit('first');
  const pushing = work.push('master');
  await pause.reached();
  const moving = (async () => rename(server, 'demo/demo', 'app').expect(200))();
  const changes = { name: 'Demo 2', description: 'New', private: false };
  await api.patch(DEMO).send(changes).expect(200);
  await pause.release();
  await Promise.all([pushing, moving]);
  expect((await api.get(`${REPOS}/demo/app`).expect(200)).body).toMatchObject(changes);
});

test('what waits for a move is then done at the new address', async () => {
  const server = await startWithRequest();
  const { api, bare, work } = server;
  await pushFeature(work, { branch: 'topic' });
  await openRequest(server, { head: 'topic' });
  await api.patch(`${DEMO}/pulls/2`).send({ state: 'closed' }).expect(200);
  const pause = await pauseRef(bare(), { ref: 'refs/heads/other', state: 'prepared' });
  const pushing = work.push('HEAD:refs/heads/other');
  await pause.reached();
  const moving = (async () => rename(server, 'demo/demo', 'app').expect(200))();
  await api.get(DEMO).expect(200);
  const file = { content: 'aGk=', message: 'Say hi', branch: 'master' };
  const waiting = [
    api.put(`${DEMO}/pulls/1/merge`),
    api.patch(`${DEMO}/pulls/2`).send({ state: 'open' }),
    api.post(`${DEMO}/contents/hi.txt`).send(file),
  ].map(async (call) => call.expect(200));
  await api.get(DEMO).expect(200);
  await pause.release();
  await Promise.all([pushing, moving, ...waiting]);
  const pulls = (await api.get(`${REPOS}/demo/app/pulls?state=all`).expect(200)).body;
  expect(pulls).toMatchObject([{ state: 'open' }, { state: 'merged' }]);
  expect(await git(bare('demo/app'), ['log', '--format=%s', '-1', 'master'])).toBe('Say hi');
});

test('pushes and merges race with moves: each sends one event or is refused, and nothing is left behind', async () => {
  const server = await start({ settings: { createOnPush: false } });
  const { api, remote, bare, settled, hook } = server;
  const inbox = await Inbox.open();
  await hook({ url: inbox.url, push_events: true });
  const pushed: string[] = [];
  const over = new AbortController();
  const pusher = async (branch: string, urls: readonly string[]) => {
    const work = await Clone.of(bare());
    for (let index = 0; !over.signal.aborted; index += 1) {
      await work.git('remote', 'set-url', 'origin', urls[index % urls.length] ?? '');
      const sha = await work.commit(`${branch} ${index}`);
      await work.push('--force', `HEAD:refs/heads/${branch}`).then(
        () => pushed.push(sha),
        () => undefined,
      );
    }
  };
  const committer = async () => {
    const statuses = new Set<number>();
    for (let index = 0; !over.signal.aborted; index += 1) {
      const { status } = await api
        .post(`${REPOS}/demo/${index % 2 === 0 ? 'demo' : 'app'}/contents/file-${index}.txt`)
        .send({ content: 'aGk=', message: 'x', branch: 'master' });
      statuses.add(status);
    }
    return statuses;
  };
  const [first, second] = ['demo/demo', 'demo/app'];
  const racers = [
    pusher('http', [remote(first), remote(second)]),
    pusher('path', [bare(first), bare(second)]),
    committer(),
  ] as const;
  for (let round = 0; round < 8; round += 1) {
    const [from, to] = round % 2 === 0 ? ['demo', 'app'] : ['app', 'demo'];
    await rename(server, `demo/${from}`, to).expect(200);
    await api.get(`${REPOS}/demo/${to}/commits`).expect(200);
  }
  over.abort();
  const statuses = (await Promise.all(racers))[2];
  await settled();
  expect([...statuses].filter((status) => ![200, 404, 405].includes(status))).toEqual([]);
  const events = inbox.history.map(({ body }) => (body as { after: string }).after);
  expect(new Set(events).size).toBe(events.length);
  // Where git was told that it had pushed, there is an event; a push whose answer was lost may have one, too.
  expect(events).toEqual(expect.arrayContaining(pushed));
  expect(pushed.length).toBeGreaterThan(0);
  expect(await repositoriesOf(server, 'demo')).toEqual(['demo.git']);
  await expect(readlink(bare(first))).rejects.toThrow('EINVAL');
  expect(await recorded(server)).toEqual([]);
  await git(bare(first), ['fsck', '--strict']);
});

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EntityManager } from 'typeorm';
import { expect, test } from 'vitest';
import { UnitOfWork } from '#domain';
import { Hooks } from '#webhooks';
import { Clone } from '../support/git/clone.js';
import { HOOKS, testHook } from '../support/http/deliveries.js';
import { fork } from '../support/merge-requests/forks.js';
import { Inbox } from '../support/http/inbox.js';
import { rawRequest } from '../support/http/raw-request.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { start, type Started } from '../support/server/start.js';

const REPO = '/api/v5/repos/atomgit/race';
const ROUNDS = 6;

const DEMO = '/api/v5/repos/atomgit/demo';

const staged = ({ dataFolder }: Started) => readdir(join(dataFolder, 'staging'));
const recorded = ({ dataFolder }: Started) => readdir(join(dataFolder, 'spool'));

/** Calls again and again until `isOver`. @returns each status that was answered */
async function again(isOver: () => boolean, call: () => Promise<number>): Promise<Set<number>> {
  const statuses = new Set<number>();
  while (!isOver()) statuses.add(await call());
  return statuses;
}

test('a repository can be deleted and made anew under pushes and calls: they find it or they do not, and nothing is left', async () => {
  const server = await start({ settings: { createOnPush: false } });
  const { api, remote, url, settled, hook } = server;
  const make = () => api.post('/api/v5/user/repos').send({ name: 'race', auto_init: true }).expect(200);
  await make();
  const work = await Clone.empty(remote('atomgit/race'));
  await work.commits(30);
  await work.git('branch', 'other');
  let isOver = false;
  const until = (call: () => Promise<number>) => again(() => isOver, call);
  const get = (path: string) => async () => (await api.get(REPO + path)).status;
  const post = (path: string, fields: object) => async () =>
    (await api.post(REPO + path).send(fields)).status;
  let branches = 0;
  const calls = [
    until(get('')),
    until(get('/branches?sort=updated')),
    until(get('/commits')),
    until(get('/commits/master')),
    until(get('/pulls/1')),
    until(post('/hooks', { url: 'http://127.0.0.1:9/', push_events: true })),
    until(post('/commits/master/comments', { body: 'x' })),
    until(() => post('/branches', { refs: 'master', branch_name: `b${(branches += 1)}` })()),
    until(post('/pulls', { title: 'x', head: 'b1', base: 'master' })),
    until(post('/forks', { organization: 'elsewhere' })),
    until(
      async () =>
        (await rawRequest(url, { path: '/atomgit/race.git/info/refs?service=git-upload-pack' })).status,
    ),
    until(async () => {
      await work.push('--force', 'master', `other:refs/heads/o${branches}`).catch(() => undefined);
      return 0;
    }),
  ];
  const deletions: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const both = await Promise.all([api.delete(REPO), api.delete(REPO)]);
    deletions.push(...both.map(({ status }) => status));
    await make();
  }
  isOver = true;
  const statuses = (await Promise.all(calls)).map((seen) => [...seen].filter((status) => status >= 500));
  expect(statuses.flat()).toEqual([]);
  for (const status of [204, 404])
    expect(deletions.filter((answered) => answered === status)).toHaveLength(ROUNDS);

  await api.delete(REPO).expect(204);
  await settled();
  expect(await readdir(join(server.dataFolder, 'repositories/atomgit'))).toEqual([]);
  expect(await staged(server)).toEqual([]);
  expect(await recorded(server)).toEqual([]);
  await api.get(REPO).expect(404);

  await make();
  const inbox = await Inbox.open();
  await hook({ url: inbox.url, push_events: true }, `${REPO}/hooks`);
  await work.push('--force', 'master');
  expect((await inbox.next()).body).toMatchObject({ after: await work.sha(), repository: { name: 'race' } });
});

test('a push that is under way when its repository is deleted is no push to the next one of that name', async () => {
  const server = await start();
  const { api, bare, clone, inbox, hook, settled } = server;
  await fork(server, 'atomgit').expect(200);
  const pause = await pauseRef(bare('atomgit/demo'), { ref: 'refs/heads/master', state: 'committed' });
  const work = await clone('atomgit/demo');
  await work.commit('too late');
  const pushing = work.push('master').catch(() => 'cut off');
  await pause.reached();
  await api.delete(DEMO).expect(204);
  expect(await staged(server)).toEqual([]);
  await api.post('/api/v5/user/repos').send({ name: 'demo', auto_init: true }).expect(200);
  await hook({ url: inbox.url, push_events: true }, `${DEMO}/hooks`);
  await pause.release();
  await pushing;
  await settled();
  expect(inbox.rest()).toEqual([]);
  expect(await recorded(server)).toEqual([]);

  await work.push('--force', 'master');
  expect((await inbox.next()).body).toMatchObject({ after: await work.sha() });
});

test('a deletion that is undone cancels no delivery', async () => {
  let application: NestFastifyApplication | undefined;
  const server = await start({ internals: { observe: (app) => (application = app) } });
  const { api, inbox, hook, settled } = server;
  const other = await Inbox.open();
  await api.post('/api/v5/user/repos').send({ name: 'race', auto_init: true }).expect(200);
  const kept = await hook({ url: inbox.url, retries: '1h' });
  const later = await hook({ url: other.url, retries: '1h' }, `${REPO}/hooks`);
  inbox.answer = other.answer = (_call, response) => void response.writeHead(500).end();
  await testHook(server, kept);
  await api.post(`${REPO}/hooks/${later}/tests`).expect(204);
  for (const hookId of [kept, later])
    await api
      .get('/_mock/deliveries/wait')
      .query({ hook: hookId, status: 'pending', status_code: '500', timeout: '60s' })
      .expect(200);
  await Promise.all([inbox.next(), other.next()]);
  // Hooks are read again after a change.
  await api.patch(`${HOOKS}/${kept}`).send({ push_events: false }).expect(200);
  inbox.answer = other.answer = (_call, response) => void response.end('ok');

  const { body: repository } = await api.get('/api/v5/repos/demo/demo').expect(200);
  const undone = application?.get<UnitOfWork<EntityManager>>(UnitOfWork).run(async (tx) => {
    await application?.get(Hooks).removeAll(repository.id, tx);
    await api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
    await other.next();
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await settled();
  expect(inbox.rest()).toHaveLength(1);
});

test('git shows a plain error when the repository is deleted before git starts', async () => {
  const { bare, url } = await start();
  await rm(bare(), { recursive: true });
  const body = '0000';
  const asked = ['git-upload-pack', 'git-receive-pack'].map((service) =>
    rawRequest(url, {
      method: 'POST',
      path: `/demo/demo.git/${service}`,
      headers: { 'Content-Type': `application/x-${service}-request`, 'Content-Length': '8' },
      body: body + body,
    }),
  );
  const answers = await Promise.all([
    rawRequest(url, { path: '/demo/demo.git/info/refs?service=git-upload-pack' }),
    ...asked,
  ]);
  for (const { status, text, headers } of answers) {
    expect({ status, text }).toEqual({ status: 404, text: 'Repository "demo/demo" does not exist\n' });
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  }
});

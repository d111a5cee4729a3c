import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { listenTo } from '../support/http/event-stream.js';
import { HOOKS, testHook } from '../support/http/deliveries.js';
import { start, type Started } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const DATES = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
const EVERYTHING = { push_events: true, merge_requests_events: true, note_events: true };

/** Everything that can be seen of a server from outside, but for what is made up anew for each answer. */
async function looks({ api, refs }: Started) {
  const paths = ['hooks', 'deliveries', 'events', 'faults'].map((name) => `/_mock/${name}`);
  const others = [REPOSITORY, `${REPOSITORY}/pulls`, '/api/v5/repos/atomgit/second', '/_sink/one/requests'];
  const answers = await Promise.all([...paths, ...others].map((path) => api.get(path)));
  return {
    refs: await refs(),
    answers: answers.map(({ status, body }) => ({ status, body: { ...body, trace_id: null } })),
  };
}

/** Changes something of every kind. @returns what was sent, without the server's own address */
async function work(server: Started) {
  const { api, clone, inbox, settled, hook } = server;
  for (const dialect of ['documented', 'gitcode']) await hook({ ...EVERYTHING, url: inbox.url, dialect });
  await hook({ url: `${server.url}/_sink/one`, push_events: true });
  await api.post('/_mock/users').send({ login: 'ann' }).expect(201);
  await api.post('/api/v5/user/repos').send({ name: 'second' }).expect(200);
  const topic = await clone();
  await topic.commit('topic', DATES);
  await topic.push('HEAD:refs/heads/topic');
  const pull = { title: 'Topic', head: 'topic', base: 'master' };
  const { body } = await api.post(`${REPOSITORY}/pulls`).send(pull).expect(200);
  const number = Number(body.number ?? body.iid);
  await settled();
  await api.post(`${REPOSITORY}/pulls/${number}/comments`).send({ body: 'Fine' }).expect(200);
  await api.put(`${REPOSITORY}/pulls/${number}/merge`).send({}).expect(200);
  await settled();
  const fault = await api.post('/_mock/faults').send({ on: 'deliveries', kind: 'drop', next: 1 }).expect(201);
  await api.put('/_sink/one').send({ status: 500 }).expect(200);
  await api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
  const sent = inbox.rest().map(({ headers, text }) => `${headers['x-atomgit-delivery']} ${text}`);
  return { fault: fault.body.id, number, refs: await server.refs(), sent: sent.sort() };
}

test('after a reset everything is as it was at the start, and the same calls give the same ids, shas and bodies', async () => {
  const server = await start({ settings: { clock: new Date('2026-01-02T03:04:05.000Z') } });
  const { api, bare, dataFolder } = server;
  const before = await looks(server);
  const first = await work(server);
  expect(first.sent).toHaveLength(10);
  expect(await looks(server)).not.toEqual(before);

  const { body } = await api.post('/_mock/reset').expect(200);
  expect(body).toEqual({ cut_off: { requests: 0, deliveries: 0 } });
  expect(await looks(server)).toEqual(before);
  expect((await api.get('/_mock/clock')).body).toEqual({ now: '2026-01-02T03:04:05.000Z', frozen: true });
  expect(await readdir(join(dataFolder, 'repositories'))).toEqual(['demo']);
  await git(bare(), ['fsck', '--strict']);

  expect(await work(server)).toEqual(first);
  await api.post('/_mock/reset').expect(200);
  expect(await looks(server)).toEqual(before);
});

test('a server with an existing folder resets to what it found there', async () => {
  const first = await start({ hook: { push_events: true } });
  const { dataFolder } = first;
  await testHook(first, first.hookId);
  await first.settled();
  await first.stop();
  const server = await start({ settings: { data: dataFolder } });
  const before = await looks(server);
  await server.api.delete(`${HOOKS}/${first.hookId}`).expect(204);
  const clone = await server.clone();
  await clone.commit('gone again');
  await clone.push();
  await server.api.post('/_mock/reset').expect(200);
  expect(await looks(server)).toEqual(before);
});

test('a client that reads slowly keeps no reset from the state that a server found in its folder', async () => {
  const first = await start();
  const clone = await first.clone();
  await clone.commitFile('large.bin', Buffer.alloc(32 << 20));
  await clone.push();
  await first.stop();
  const server = await start({ settings: { data: first.dataFolder } });
  const before = await server.refs();
  const reading = request(`${server.localUrl}${REPOSITORY}/raw/large.bin`).end();
  await once(reading, 'response');
  await server.api.post(`${REPOSITORY}/branches`).send({ refs: 'master', branch_name: 'new' }).expect(200);
  const { body } = await server.api.post('/_mock/reset?grace=10ms').expect(200);
  expect(body.cut_off.requests).toBe(1);
  expect(await server.refs()).toBe(before);
  reading.destroy();
});

test('where a push keeps the state of the start from being copied, a reset says so, until there is a seed', async () => {
  const { dataFolder, stop } = await start();
  await stop();
  const { api, bare } = await start({ settings: { data: dataFolder } });
  const clone = await Clone.of(bare());
  await clone.commit('slow');
  const pause = await pauseRef(bare(), { ref: 'refs/heads/master', state: 'committed' });
  const push = clone.push();
  await pause.reached();
  await api.post('/_mock/users').send({ login: 'ann' }).expect(201);
  await pause.release();
  await push;
  const { body } = await api.post('/_mock/reset').expect(503);
  expect(body.error_message).toMatch(/^There is nothing to reset to, .*PUT \/_mock\/seed/);
  await api.put('/_mock/seed').type('application/yaml').send('{}').expect(200);
  await api.post('/_mock/reset').expect(200);
});

test('after a reset the next id is what it was at the start, although the newest hook had been deleted before', async () => {
  const first = await start();
  const { dataFolder, inbox } = first;
  const ids = [await first.hook({ url: inbox.url }), await first.hook({ url: inbox.url })];
  await first.api.delete(`${HOOKS}/${ids[1]}`).expect(204);
  await first.stop();
  const { api, hook } = await start({ settings: { data: dataFolder } });
  const next = await hook({ url: inbox.url });
  expect(ids).not.toContain(next);
  await api.post('/_mock/reset').expect(200);
  expect(await hook({ url: inbox.url })).toBe(next);
});

test('a reset cuts off pushes and hanging deliveries that do not end, and nothing of them shows later', async () => {
  const server = await start();
  const { api, inbox, hook, clone, refs, bare, remote, settled } = server;
  const before = await refs();
  const answer = inbox.hold();
  for (let number = 0; number < 3; number += 1) await hook({ push_events: true, url: inbox.url });
  const clones = await Promise.all(Array.from({ length: 20 }, () => clone()));
  await Promise.all(clones.map((each, number) => each.commit(`commit ${number}`)));
  // Deliveries of the first push hang by now, and go on hanging.
  await clones[0]?.push('HEAD:refs/heads/first');
  await inbox.next();

  const pushes = clones.map((each, number) =>
    each.push(`HEAD:refs/heads/b${number}`).then(
      () => number,
      () => null,
    ),
  );
  const { body } = await api.post('/_mock/reset?grace=20ms').expect(200);
  expect(body.cut_off.deliveries).toBeGreaterThan(0);
  await Promise.all(pushes);
  answer();
  await settled();
  inbox.rest();

  // What came before the reset is gone; what waited in front of it is there, with its event.
  const { body: events } = await api.get('/_mock/events?limit=100').expect(200);
  const recorded = events.items.map(
    ({ payload }: { payload: { ref: string; after: string } }) => `${payload.after} ${payload.ref}`,
  );
  expect(recorded.sort()).toEqual(
    (await refs())
      .split('\n')
      .filter((ref) => !before.includes(ref))
      .sort(),
  );
  expect((await api.get('/_mock/hooks')).body.items).toEqual([]);
  await git(bare(), ['fsck', '--strict']);
  expect(await readdir(join(server.dataFolder, 'spool'))).toEqual([]);

  // By HTTP and by path, all goes on.
  const id = await hook({ push_events: true, url: inbox.url });
  expect(id).toBe(1);
  for (const target of [remote(), bare()]) {
    const again = await Clone.of(target);
    const sha = await again.commit('after the reset');
    await again.push();
    expect((await inbox.next()).body).toMatchObject({ after: sha });
  }
  await settled();
  expect(inbox.rest()).toEqual([]);
});

test('a wait that a reset interrupts gets an error, and readers of the stream continue with new entries', async () => {
  const server = await start();
  const { api, url, hook, inbox, settled } = server;
  const hookId = await hook({ url: inbox.url });
  const stream = await listenTo(`${url}/_mock/stream`);
  await testHook(server, hookId, 3);
  await settled();
  const entries = await stream.next(9);
  const old = entries.at(-1)?.id ?? '';

  const answer = inbox.hold();
  await testHook(server, hookId);
  await inbox.next();
  const waiting = [
    api.get('/_mock/deliveries/wait?event=Note+Hook&timeout=30s').then((answered) => answered),
    api.post('/_mock/settle?timeout=30s').then((answered) => answered),
  ];
  // Both have begun to wait when something that came after them is answered.
  await api.get('/_mock/hooks').expect(200);
  await api.post('/_mock/reset?grace=1ms').expect(200);
  for (const { status, body } of await Promise.all(waiting)) {
    expect({ status, body }).toMatchObject({
      status: 409,
      body: { error_message: expect.stringMatching(/^The server was reset.*: ask again$/) },
    });
  }
  answer();

  await hook({ url: inbox.url });
  await testHook(server, 1);
  const names = async (reader: typeof stream, count: number) =>
    (await reader.next(count)).map(({ event }) => event);
  expect((await names(stream, 6)).slice(2)).toEqual(['reset', 'event', 'delivery', 'attempt']);
  const late = await listenTo(`${url}/_mock/stream`, old);
  expect(await names(late, 4)).toEqual(['reset', 'event', 'delivery', 'attempt']);
});

test('a reader of the stream that comes back to another server, whose log is shorter, is told so', async () => {
  const server = await start({ hook: {} });
  const { url, hookId } = server;
  const reader = await listenTo(`${url}/_mock/stream`);
  await testHook(server, hookId);
  const id = (await reader.next(3)).at(-1)?.id ?? '';
  const late = ['900.0.0', '0.900.0', '0.0.900'].map((place) => id.replace(/^\d+\.\d+\.\d+/, place));
  const readers = await Promise.all(late.map((lastId) => listenTo(`${url}/_mock/stream`, lastId)));
  for (const each of readers)
    expect((await each.next(4)).map(({ event }) => event)).toEqual(['reset', 'event', 'delivery', 'attempt']);
});

test('a reset waits for deliveries that end by themselves, and refuses unknown fields', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, inbox, hookId } = server;
  inbox.answer = (_call, response) => void api.get('/_mock/hooks').then(() => response.end());
  await testHook(server, hookId);
  const { body } = await api.post('/_mock/reset?grace=20s').expect(200);
  expect(body.cut_off).toEqual({ requests: 0, deliveries: 0 });
  expect(inbox.rest()).toHaveLength(1);
  for (const query of ['grace=soon', 'timeout=1s']) await api.post(`/_mock/reset?${query}`).expect(422);
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { listenTo } from '../support/http/event-stream.js';
import { sendTest } from '../support/server/send-test.js';
import { start, type Started } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const LOG = '/_mock/deliveries';
const UNSUBSCRIBED = { push_events: false };
/** Removal waits for company, and for better times, but not here. */
const internals = { dispatchTimings: { retentionDebounce: 5, retentionRetry: 10 } };

/** Test Hooks, one after another. @returns the ids of their deliveries */
async function testHook(server: Started, hookId: number, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let pressing = 0; pressing < count; pressing += 1) ids.push((await sendTest(server, hookId)).id);
  return ids;
}

/** The deliveries on record, oldest first. */
async function logged({ api }: Started, hookId?: number): Promise<string[]> {
  const hook = hookId === undefined ? {} : { hook: hookId };
  const { body } = await api
    .get(LOG)
    .query({ limit: 1_000, ...hook })
    .expect(200);
  return body.items.map(({ id }: { id: string }) => id).toReversed();
}

const events = async ({ api }: Started): Promise<{ event: string; payload: unknown }[]> =>
  (await api.get('/_mock/events?limit=1000').expect(200)).body.items;

const advance = ({ api }: Started, by: string) => api.post('/_mock/clock/advance').send({ by }).expect(200);

const databaseOf = ({ dataFolder }: Pick<Started, 'dataFolder'>) =>
  new Database(join(dataFolder, 'atomgit-mock.sqlite'));

/** What is on the disk, however it is shown. */
function rows(server: Started): Record<string, unknown> {
  const database = databaseOf(server);
  const count = (table: string) => [table, database.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get()];
  const counts = Object.fromEntries(['events', 'payloads', 'deliveries', 'attempts'].map(count));
  database.close();
  return counts;
}

test('each hook keeps its newest deliveries, and removed ones are not found', async () => {
  const server = await start({ settings: { keepDeliveries: 3 }, internals, hook: UNSUBSCRIBED });
  const { api, inbox, hook, hookId } = server;
  const other = await hook({ url: inbox.url, ...UNSUBSCRIBED });
  const few = await testHook(server, other, 2);
  const many = await testHook(server, hookId, 5);
  await expect.poll(() => logged(server, hookId)).toEqual(many.slice(-3));
  expect(await logged(server, other)).toEqual(few);
  for (const id of many.slice(0, 2)) {
    await api.get(`${LOG}/${id}`).expect(404);
    await api.post(`${LOG}/${id}/redeliver`).expect(404);
  }
  expect(rows(server)).toEqual({ events: 5, payloads: 5, deliveries: 5, attempts: 5 });
  const more = await testHook(server, other, 2);
  await expect.poll(() => logged(server, other)).toEqual([...few, ...more].slice(-3));
  expect(await logged(server, hookId)).toEqual(many.slice(-3));
});

test('however many deliveries are surplus, the newest stay, and the stream continues after a removed one', async () => {
  const settings = { keepDeliveries: 3 };
  const server = await start({ settings, internals, hook: { push_events: false, tag_push_events: true } });
  const { url, clone, settled } = server;
  const work = await clone();
  // More than go in one transaction.
  const tags = Array.from({ length: 60 }, (_, index) => `refs/tags/v${100 + index}`);
  await work.git('push', '--quiet', 'origin', ...tags.map((tag) => `HEAD:${tag}`));
  await settled();
  await expect.poll(() => logged(server)).toHaveLength(3);
  const shown = (await events(server)).map(({ payload }) => (payload as { ref: string }).ref);
  expect(shown).toEqual(tags.slice(-3).toReversed());
  expect(rows(server)).toEqual({ events: 3, payloads: 3, deliveries: 3, attempts: 3 });

  const stream = await fetch(`${url}/_mock/stream`, { headers: { 'Last-Event-ID': '1.1.1' } });
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.match(/^event: attempt$/gm)?.length === 3) break;
  }
  expect(text.match(/^event: (event|delivery)$/gm)).toHaveLength(6);
});

test('old events are removed, with or without deliveries, and the stream goes on after them', async () => {
  const server = await start({ internals, hook: UNSUBSCRIBED });
  const { clone, hookId, url } = server;
  const before = await listenTo(`${url}/_mock/stream`);
  const work = await clone();
  await work.commit('unwanted');
  await work.push();
  await testHook(server, hookId, 2);
  await advance(server, '6d');
  const young = await testHook(server, hookId, 1);
  expect(await events(server)).toHaveLength(4);
  const last = (await before.next(10)).at(-1);
  await advance(server, '25h');
  await expect.poll(() => events(server)).toHaveLength(1);
  expect(await logged(server)).toEqual(young);
  await advance(server, '6d');
  await expect.poll(() => events(server)).toEqual([]);
  expect(rows(server)).toEqual({ events: 0, payloads: 0, deliveries: 0, attempts: 0 });

  const after = await listenTo(`${url}/_mock/stream`, last?.id);
  await testHook(server, hookId, 1);
  expect((await after.next(3)).map(({ event }) => event)).toEqual(['event', 'delivery', 'attempt']);
});

test('events without deliveries stay until they are old, however many later deliveries a hook has', async () => {
  const server = await start({ settings: { keepDeliveries: 1 }, internals, hook: UNSUBSCRIBED });
  const { clone, hookId } = server;
  const work = await clone();
  await work.commit('unwanted');
  await work.push();
  const deliveries = await testHook(server, hookId, 3);
  await expect.poll(() => logged(server)).toEqual(deliveries.slice(-1));
  expect((await events(server)).map(({ payload }) => Object.keys(payload as object).length > 2)).toEqual([
    false,
    true,
  ]);
});

test('pending deliveries stay, however many and however old, and are not counted', async () => {
  const server = await start({ settings: { keepDeliveries: 2 }, internals });
  const { api, inbox, clone, hook, settled } = server;
  const slow = await hook({ url: inbox.url, ...UNSUBSCRIBED });
  const work = await clone();
  await work.commit('unwanted');
  await work.push();
  const quick = await hook({ url: inbox.url });
  const done = await testHook(server, slow, 2);
  const release = inbox.hold();
  for (let pressing = 0; pressing < 5; pressing += 1) await api.post(`${HOOKS}/${slow}/tests`).expect(204);
  const pending = (await logged(server, slow)).slice(2);
  const receiver = `${server.url}/_sink/quick`;
  await api.patch(`${HOOKS}/${quick}`).send({ url: receiver }).expect(200);
  const quickly = async () => {
    await api.post(`${HOOKS}/${quick}/tests`).expect(204);
    const seen = { hook: quick, status: 'delivered' };
    await api.get(`${LOG}/wait`).query(seen).expect(200);
  };
  for (let pressing = 0; pressing < 4; pressing += 1) await quickly();
  await expect.poll(() => logged(server, quick)).toHaveLength(2);
  expect(await logged(server, slow)).toEqual([...done, ...pending]);

  await advance(server, '30d');
  await expect.poll(() => logged(server)).toEqual(pending);
  // Events that nobody wanted go last: then no old delivery is looked for any more.
  await expect.poll(() => events(server)).toHaveLength(pending.length);
  release();
  await settled();
  await expect.poll(() => logged(server)).toEqual(pending.slice(-2));
  await advance(server, '1h');
  await expect.poll(() => logged(server)).toEqual([]);
});

test('an event is removed with its last delivery, a body with the last delivery that uses it', async () => {
  const server = await start({
    settings: { keepDeliveries: 1 },
    internals,
    hook: { dialect: 'gitcode' },
  });
  const { inbox, hook, hookId, clone, settled } = server;
  const documented = await hook({ url: inbox.url });
  const work = await clone();
  for (const message of ['one', 'two']) {
    await work.commit(message);
    await work.push();
    await settled();
  }
  const two = { payloads: 2, deliveries: 2, attempts: 2 };
  await expect.poll(() => rows(server)).toEqual({ events: 1, ...two });
  // The event of the second push now has one delivery, in the other dialect, and one body: the documented one.
  await testHook(server, hookId, 1);
  await expect.poll(() => logged(server)).toHaveLength(2);
  expect(rows(server)).toEqual({ events: 2, ...two });
  const [, pushed] = await events(server);
  expect(pushed?.payload).toMatchObject({ commits: [{ message: 'two\n' }] });
  // Now nobody has a delivery of it.
  await testHook(server, documented, 1);
  await expect.poll(() => rows(server)).toEqual({ events: 2, ...two });
  expect((await events(server)).map(({ payload }) => Object.keys(payload as object))).toEqual(
    Array.from({ length: 2 }, () => ['before', 'after']),
  );
});

test('deliveries of a chain of hooks that is cut off count like those that were sent', async () => {
  const settings = { keepDeliveries: 3, loopDepth: 1 };
  const server = await start({ settings, internals, hook: UNSUBSCRIBED });
  const { api, inbox, hook, hookId } = server;
  const other = await hook({ url: inbox.url, ...UNSUBSCRIBED });
  const pressBecauseOf = (id: number, cause: string | undefined) =>
    api
      .post(`${HOOKS}/${id}/tests`)
      .set('X-AtomGit-Delivery', cause ?? '')
      .expect(204);
  const [, , , beginning] = await testHook(server, other, 4);
  // From here on the look at the start is over.
  await expect.poll(() => logged(server, other)).toHaveLength(3);
  await pressBecauseOf(other, beginning);
  const deepest = (await logged(server, other)).at(-1);
  for (let pressing = 0; pressing < 5; pressing += 1) await pressBecauseOf(hookId, deepest);
  const cutOff = await logged(server, hookId);
  await expect.poll(() => logged(server, hookId)).toEqual(cutOff.slice(-3));
  expect((await api.get(`${LOG}?status=cancelled`).expect(200)).body.items).toHaveLength(3);
});

test('the next start removes surplus deliveries of an earlier run, also of deleted hooks', async () => {
  const first = await start({ settings: { keepDeliveries: Infinity }, hook: UNSUBSCRIBED });
  const deleted = await first.hook({ url: first.inbox.url, ...UNSUBSCRIBED });
  const [kept, left] = [await testHook(first, first.hookId, 5), await testHook(first, deleted, 4)];
  await first.api.delete(`${HOOKS}/${deleted}`).expect(204);
  expect(await logged(first)).toHaveLength(9);
  await first.stop();
  const second = await start({ settings: { data: first.dataFolder, keepDeliveries: 3 }, internals });
  await expect.poll(() => logged(second)).toEqual([...kept.slice(-3), ...left.slice(-3)]);
});

test('deliveries kept for ever stay as time goes by', async () => {
  const settings = { keepDeliveries: 1, keepForMs: Infinity };
  const server = await start({ settings, internals, hook: UNSUBSCRIBED });
  const other = await server.hook({ url: server.inbox.url, ...UNSUBSCRIBED });
  const [old] = await testHook(server, server.hookId, 1);
  await advance(server, '10000d');
  const [, newest] = await testHook(server, other, 2);
  await expect.poll(() => logged(server)).toEqual([old, newest]);
});

test('a failed removal is tried again until it succeeds, and affects nothing else', async () => {
  const complaints: string[] = [];
  const log = vi.spyOn(console, 'error').mockImplementation((line: string) => void complaints.push(line));
  onTestFinished(() => log.mockRestore());
  const settings = { keepDeliveries: 1, keepForMs: Infinity };
  const server = await start({ settings, internals, hook: UNSUBSCRIBED });
  const { api, hookId } = server;
  const count = async () => (await api.get(LOG).expect(200)).body.items.length;
  const failures = () => complaints.join().match(/disk is full/g)?.length ?? 0;
  const database = databaseOf(server);
  database.exec("CREATE TRIGGER full BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
  await testHook(server, hookId, 2);
  await expect.poll(failures).toBeGreaterThan(1);
  await testHook(server, hookId, 1);
  expect(await count()).toBe(3);
  database.exec('DROP TRIGGER full');
  database.close();
  await expect.poll(count).toBe(1);
});

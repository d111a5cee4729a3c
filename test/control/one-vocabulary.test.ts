import { expect, test } from 'vitest';
import { HOOKS, testHook } from '../support/http/deliveries.js';
import { Inbox } from '../support/http/inbox.js';
import { start } from '../support/server/start.js';

test('deliveries and events name each other, in every dialect, and an event answers to all its names', async () => {
  const { api, clone, hook, hookId, inbox, settled } = await start({ hook: {} });
  await hook({ url: inbox.url, dialect: 'gitcode' });
  await hook({ url: inbox.url, push_events: false, note_events: true });
  const work = await clone();
  await work.commit('hello');
  await work.push();
  await settled();
  const items = async (path: string) => (await api.get(`/_mock/${path}`).expect(200)).body.items;
  const deliveries: { id: string; event_id: number }[] = await items('deliveries');
  expect(deliveries).toHaveLength(2);
  const [event] = await items('events');
  expect(deliveries.map(({ event_id: id }) => id)).toEqual([event.id, event.id]);
  expect(event.deliveries).toEqual(deliveries.map(({ id }) => id).reverse());
  const [full] = await items('deliveries/wait?event=push&count=2');
  expect(full.event_id).toBe(event.id);

  for (const name of ['Push Hook', 'push', 'push_events', 'PUSH']) {
    expect(await items(`deliveries?event=${name}&hook=${hookId}`)).toHaveLength(1);
    expect(await items(`deliveries/wait?event=${name}&hook=${hookId}`)).toHaveLength(1);
    const fault = await api.post('/_mock/faults').send({ kind: 'drop', event: name }).expect(201);
    expect(fault.body.event).toBe('Push Hook');
    const { body } = await api
      .post(HOOKS)
      .send({ url: inbox.url, events: [name] })
      .expect(200);
    expect(body).toMatchObject({ push_events: true, note_events: false });
  }
  const { body } = await api.get('/_mock/deliveries?event=pushed').expect(422);
  expect(body.error_message).toBe(
    'event must be one of Push Hook, Tag Push Hook, Note Hook, Issue Hook, Merge Request Hook, but is "pushed"',
  );
});

test('settle can be asked about one repository or one hook, whatever others wait for', async () => {
  const server = await start();
  const { api, hook, inbox, clone, remote } = server;
  const slow = await Inbox.open();
  const release = slow.hold();
  const slowId = await hook({ url: slow.url, tag_push_events: true });
  const quickId = await hook({ url: inbox.url });
  await testHook(server, slowId);
  await testHook(server, quickId);
  const settle = (query: object) => api.post('/_mock/settle').query(query);
  await settle({ hook: quickId }).expect(200, { settled: true });
  const late = await settle({ hook: slowId, timeout: '50ms' }).expect(408);
  expect(late.body.error_message).toContain('1 deliveries to send');
  await settle({ repository: 'Demo/Demo', timeout: '50ms' }).expect(408);
  await settle({ repository: 'demo/demo', hook: quickId }).expect(200);
  const work = await clone();
  await work.git('push', '--quiet', remote('atomgit/other'), 'master');
  await settle({ repository: 'atomgit/other' }).expect(200);
  await settle({ repository: 'atomgit/unknown' }).expect(404);
  await settle({ repository: 'demo' }).expect(422);
  const unknown = await settle({ hook: slowId + 100 }).expect(404);
  expect(unknown.body.error_message).toBe(`Hook ${slowId + 100} does not exist`);
  const waiting = settle({ hook: slowId }).expect(200, { settled: true });
  release();
  await waiting;
});

test('a repository is named by its owner and its path, and by nothing else', async () => {
  const { api } = await start();
  const asked = (name: string) => [
    api.post('/_mock/settle').query({ repository: name }),
    api.get('/_mock/search').query({ words: 'a', repository: name }),
    api.get('/_mock/statuses/wait').query({ repository: name, sha: 'master' }),
    api.post('/_mock/trigger').send({ repository: name, event: 'push' }),
    api
      .put('/_mock/seed')
      .set('Content-Type', 'application/json')
      .send({ repositories: [{ full_name: name }] }),
  ];
  for (const name of ['demo', 'demo/', '/demo', 'demo/demo/master'])
    for (const asking of asked(name)) {
      const { body } = await asking.expect(422);
      expect(body.error_message).toContain(`must be like demo/demo, but is "${name}"`);
    }
});

test('the control plane lists its addresses, each of which is there', async () => {
  const { api } = await start();
  const { body } = await api.get('/_mock').expect(200);
  expect(body.items).toContainEqual({ method: 'GET', path: '/_mock/deliveries/{id}' });
  expect(body.items).toContainEqual({ method: 'POST', path: '/_mock/deliveries/{id}/redeliver' });
  expect(body.items).toContainEqual({ method: 'PUT', path: '/_mock/clock' });
  for (const { path } of body.items) expect(path).toMatch(/^\/_mock(\/|$)/);
  await api.put('/_mock/clock').send({ now: '2026-01-02T03:04:05Z', frozen: true }).expect(200, {
    now: '2026-01-02T03:04:05.000Z',
    frozen: true,
  });
  await api.put('/_mock/clock').send({ nwo: '2026-01-02T03:04:05Z', frozen: true }).expect(422);
  await api.post('/_mock/users').send({ login: 'eve', tokn: 'x' }).expect(422);
});

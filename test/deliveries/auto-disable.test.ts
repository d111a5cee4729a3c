import { expect, test } from 'vitest';
import { start, type Started, type StartOptions } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const NOW = new Date('2026-01-02T03:04:05.000Z');
const MINUTE = 60_000;
const later = (ms: number) => new Date(NOW.getTime() + ms).toISOString();

/** A server whose clock stands still, with a hook whose receiver fails. */
async function failing(after: number, backoffMs: number[], { settings, hook }: StartOptions = {}) {
  const server = await start({
    settings: { clock: NOW, autoDisable: { after, backoffMs }, ...settings },
    hook: { push_events: false, ...hook },
  });
  server.inbox.answer = (_call, response) => void response.writeHead(500).end();
  return server;
}

const succeed = ({ inbox }: Started) => {
  inbox.answer = (_call, response) => void response.end('ok');
};

const testHook = async ({ api, hookId }: Started) => {
  await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
  const { body } = await api.get('/_mock/deliveries?limit=1').expect(200);
  return String(body.items[0].id);
};

const advance = ({ api }: Started, by: string) => api.post('/_mock/clock/advance').send({ by }).expect(200);

/** Resolves once so many attempts have failed for good. */
const failures = ({ api }: Started, count: number) =>
  api.get('/_mock/deliveries/wait').query({ status: 'failed', count }).expect(200);

const state = async ({ api, hookId }: Started, id = hookId): Promise<Record<string, unknown>> =>
  (await api.get(`/_mock/hooks/${id}`).expect(200)).body;

const statuses = async ({ api }: Started): Promise<string[]> =>
  (await api.get('/_mock/deliveries').expect(200)).body.items
    .map(({ status }: { status: string }) => status)
    .toReversed();

const idsOf = ({ inbox }: Started) => inbox.rest().map(({ headers }) => headers['x-atomgit-delivery']);

test('a failing hook is disabled, longer each time, and its waiting deliveries are sent in order afterwards', async () => {
  const server = await failing(2, [MINUTE, 10 * MINUTE]);
  const { api, hookId, settled } = server;
  await testHook(server);
  await settled();
  expect(await state(server)).toMatchObject({ failures: 1, alert_status: 'executable', rests_until: null });
  await testHook(server);
  await settled();
  const resting = { alert_status: 'temporarily_disabled', rests_until: later(MINUTE) };
  expect(await state(server)).toMatchObject({ failures: 2, ...resting });
  expect((await api.get(`${HOOKS}/${hookId}`).expect(200)).body).toMatchObject({
    alert_status: 'temporarily_disabled',
    disabled_until: later(MINUTE),
    result: 'HTTP 500',
  });

  expect(idsOf(server)).toHaveLength(2);
  const waiting = [await testHook(server), await testHook(server), await testHook(server)];
  await advance(server, '59999ms');
  expect(await statuses(server)).toEqual(['failed', 'failed', 'pending', 'pending', 'pending']);
  await advance(server, '1ms');
  await failures(server, 3);
  expect(await state(server)).toMatchObject({ failures: 3, rests_until: later(11 * MINUTE) });
  succeed(server);
  await advance(server, '10m');
  await settled();
  expect(idsOf(server)).toEqual(waiting);
  expect(await state(server)).toMatchObject({ failures: 0, alert_status: 'executable', rests_until: null });
  const { body } = await api.get(HOOKS).expect(200);
  expect(body).toMatchObject([{ alert_status: 'executable', disabled_until: null, result: 'success' }]);
});

test('a failure after the last temporary disabling disables a hook for good: waiting deliveries are cancelled, and it gets no new ones', async () => {
  const server = await failing(1, [MINUTE], { hook: { push_events: true } });
  const { api, inbox, hookId, clone, settled } = server;
  const first = await testHook(server);
  await settled();
  await testHook(server);
  const waiting = await testHook(server);
  await advance(server, '1m');
  await settled();
  expect(await statuses(server)).toEqual(['failed', 'failed', 'cancelled']);
  const { body: cancelled } = await api.get(`/_mock/deliveries/${waiting}`).expect(200);
  expect(cancelled.error).toBe('the hook was disabled after 2 failures in a row before it was delivered');
  expect(await state(server)).toMatchObject({ failures: 2, alert_status: 'disabled', rests_until: null });

  const tested = await api.post(`${HOOKS}/${hookId}/tests`).expect(409);
  expect(tested.body.error_message).toMatch(/disabled after 2 failures in a row.*\/enable/);
  const again = await api.post(`/_mock/deliveries/${first}/redeliver`).expect(409);
  expect(again.body.error_message).toMatch(/is disabled after 2 failures/);
  expect((await api.post('/_mock/deliveries/redeliver').expect(202)).body).toEqual({ redelivered: 0 });
  const work = await clone();
  await work.commit('unheard');
  await work.push();
  await settled();
  const { body: events } = await api.get('/_mock/events?limit=1').expect(200);
  expect(events.items[0].hooks).toEqual([
    { hook_id: hookId, is_wanted: false, reason: 'disabled after 2 failures in a row' },
  ]);
  await advance(server, '1d');
  expect(inbox.rest()).toHaveLength(2);
  expect(await statuses(server)).toHaveLength(3);

  succeed(server);
  await api.post(`/_mock/hooks/${hookId}/enable`).expect(204);
  expect(await state(server)).toMatchObject({ failures: 0, alert_status: 'executable' });
  const heard = await testHook(server);
  await settled();
  expect(idsOf(server)).toEqual([heard]);
});

test('enabling a hook by hand sends its waiting deliveries at once', async () => {
  const server = await failing(1, [MINUTE]);
  const { api, hookId, settled } = server;
  await testHook(server);
  await settled();
  idsOf(server);
  const waiting = [await testHook(server), await testHook(server)];
  succeed(server);
  await api.post('/_mock/hooks/77/enable').expect(404);
  await api.get('/_mock/hooks/77').expect(404);
  await api.post(`/_mock/hooks/${hookId}/enable`).expect(204);
  await settled();
  expect(idsOf(server)).toEqual(waiting);
});

test('one success, and the count begins anew', async () => {
  const server = await failing(2, [MINUTE]);
  await testHook(server);
  await server.settled();
  succeed(server);
  await testHook(server);
  await server.settled();
  expect(await state(server)).toMatchObject({ failures: 0 });
  server.inbox.answer = (_call, response) => void response.writeHead(500).end();
  await testHook(server);
  await server.settled();
  expect(await state(server)).toMatchObject({ failures: 1, alert_status: 'executable' });
});

test('another hook goes on while one is disabled', async () => {
  const server = await failing(1, [MINUTE]);
  const well = await server.hook({ url: `${server.inbox.url}well`, push_events: false });
  server.inbox.answer = ({ path }, response) => void response.writeHead(path === '/well' ? 200 : 500).end();
  await testHook(server);
  await server.settled();
  await testHook(server);
  await testHook({ ...server, hookId: well });
  await server.api.get('/_mock/deliveries/wait').query({ hook: well, status: 'delivered' }).expect(200);
  expect(await statuses(server)).toEqual(['failed', 'pending', 'delivered']);
});

test('without the option hooks fail as often as they like, and look as documented', async () => {
  const server = await failing(1, [], { settings: { autoDisable: null } });
  const { api, inbox, hook, hookId, settled } = server;
  for (let count = 0; count < 6; count += 1) await testHook(server);
  await settled();
  expect(await statuses(server)).toEqual(Array(6).fill('failed'));
  const { body } = await api.get(`${HOOKS}/${hookId}`).expect(200);
  expect(Object.keys(body)).not.toContain('alert_status');
  expect(Object.keys(body)).not.toContain('disabled_until');
  const secret = inbox.url.replace('://', '://me:hidden@');
  await hook({ url: secret, password: 'hidden', dialect: 'codeup', timeout: '5s', retries: 'fast' });
  const { body: all } = await api.get('/_mock/hooks').expect(200);
  expect(all.items).toEqual([
    expect.objectContaining({ id: hookId, failures: 0, dialect: null, timeout_ms: null, retries_ms: null }),
    {
      id: hookId + 1,
      project_id: 1,
      repository: 'demo/demo',
      url: inbox.url.replace('://', '://***@'),
      encryption_type: 0,
      enable_ssl_verification: true,
      push_events: true,
      tag_push_events: false,
      issues_events: false,
      note_events: false,
      merge_requests_events: false,
      dialect: 'codeup',
      timeout: '5000ms',
      retries: '50ms,200ms,1000ms',
      description: '',
      disabled_until: null,
      repository_id: 1,
      timeout_ms: 5_000,
      retries_ms: [50, 200, 1_000],
      failures: 0,
      alert_status: 'executable',
      rests_until: null,
    },
  ]);
});

test('a rest outlives the server, and ends where the next one starts without the option, or restores it from a snapshot', async () => {
  const first = await failing(1, [MINUTE]);
  await testHook(first);
  await first.settled();
  const waiting = await testHook(first);
  await first.api.post('/_mock/snapshots/resting').expect(201);
  await first.stop();
  idsOf(first);
  succeed(first);

  const settings = { data: first.dataFolder, clock: NOW, autoDisable: { after: 1, backoffMs: [MINUTE] } };
  const second = await start({ settings });
  expect(await state(second, first.hookId)).toMatchObject({ failures: 1, rests_until: later(MINUTE) });
  expect(await statuses(second)).toEqual(['failed', 'pending']);
  await second.stop();
  expect(idsOf(first)).toEqual([]);

  const third = await start({ settings: { ...settings, autoDisable: null } });
  const isSent = async () => {
    await third.settled();
    expect(idsOf(first)).toEqual([waiting]);
    expect(await state(third, first.hookId)).toMatchObject({ failures: 0, alert_status: 'executable' });
  };
  await isSent();
  await third.api.post('/_mock/snapshots/resting/restore').expect(200);
  await isSent();
});

test.each(['strict', 'pass'] as const)(
  'in the order %s a delivery that is to be tried again waits for the end of the rest, too, and the later ones behind it',
  async (order) => {
    const server = await failing(1, [60 * MINUTE], { settings: { order }, hook: { retries: '10s' } });
    const { api, settled } = server;
    const ids = [await testHook(server)];
    const query = { status: 'pending', status_code: 500 };
    await api.get('/_mock/deliveries/wait').query(query).expect(200);
    ids.push(await testHook(server), await testHook(server));
    succeed(server);
    await advance(server, '59m');
    expect(idsOf(server)).toHaveLength(1);
    await advance(server, '1m');
    await settled();
    expect(idsOf(server)).toEqual(ids);
    expect(await statuses(server)).toEqual(['delivered', 'delivered', 'delivered']);
  },
);

test('a delivery that was to be tried again is cancelled as soon as its own failure disables the hook', async () => {
  const server = await failing(1, [], { hook: { retries: '5h' } });
  await testHook(server);
  await server.settled();
  const { body } = await server.api.get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([
    {
      status: 'cancelled',
      error: expect.stringContaining('disabled after 1 failure'),
      next_attempt_at: null,
    },
  ]);
});

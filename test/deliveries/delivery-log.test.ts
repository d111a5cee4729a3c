import { expect, test } from 'vitest';
import { Inbox } from '../support/http/inbox.js';
import { start, type Started } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const LOG = '/_mock/deliveries';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const testHook = ({ api }: Started, hookId: number) => api.post(`${HOOKS}/${hookId}/tests`).expect(204);

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

test('a server that is ready says so', async () => {
  const { api } = await start();
  expect((await api.get('/_mock/ready').expect(200)).body).toEqual({ ready: true });
});

test('the log shows deliveries newest first and finds them by repository, hook, event and status', async () => {
  const { api, inbox, hookId, hook, clone, remote, settled } = await start({
    hook: { tag_push_events: true },
  });
  await api.post('/api/v5/user/repos').send({ name: 'Other', auto_init: true }).expect(200);
  const failing = await Inbox.open();
  failing.answer = (_call, response) => void response.writeHead(500).end();
  const otherId = await hook({ url: failing.url }, '/api/v5/repos/atomgit/other/hooks');
  const work = await clone();
  await work.commit('hello');
  await work.git('tag', 'v1');
  await work.push('master');
  await work.push('v1');
  await work.push('--force', 'master:refs/heads/demo');
  await work.git('push', '--quiet', '--force', remote('atomgit/other'), 'master');
  await settled();

  const all = (await api.get(LOG).expect(200)).body;
  expect(all.next).toBeNull();
  expect(all.items).toHaveLength(4);
  const [other, branch, tag, first] = all.items;
  expect(Object.keys(other)).toEqual([
    'id',
    'event',
    'event_id',
    'repository',
    'hook_id',
    'dialect',
    'status',
    'status_code',
    'error',
    'next_attempt_at',
    'created_at',
    'latest_attempt',
  ]);
  expect(other).toEqual({
    id: expect.stringMatching(UUID),
    event: 'Push Hook',
    event_id: expect.any(Number),
    repository: 'atomgit/Other',
    hook_id: otherId,
    dialect: 'documented',
    status: 'failed',
    status_code: 500,
    error: null,
    next_attempt_at: null,
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    latest_attempt: {
      started_at: expect.any(String),
      duration_ms: expect.any(Number),
      connect_ms: expect.any(Number),
      wait_ms: expect.any(Number),
      read_ms: expect.any(Number),
      url: expect.stringMatching(/^http:/),
      status: 500,
      error: null,
      faults: [],
    },
  });
  expect(tag).toMatchObject({ event: 'Tag Push Hook', repository: 'demo/demo', hook_id: hookId });
  expect([branch, tag, first].map(({ id }) => id)).toEqual(
    inbox
      .rest()
      .map((call) => call.headers['x-atomgit-delivery'])
      .reverse(),
  );

  const found = async (query: object) => (await api.get(LOG).query(query).expect(200)).body.items;
  expect(await found({ repository: 'demo/demo' })).toEqual([branch, tag, first]);
  expect(await found({ repository: 'ATOMGIT/other' })).toEqual([other]);
  expect(await found({ repository: 'demo/unknown' })).toEqual([]);
  expect(await found({ hook: hookId })).toEqual([branch, tag, first]);
  expect(await found({ hook: 4711 })).toEqual([]);
  expect(await found({ event: 'Tag Push Hook' })).toEqual([tag]);
  expect(await found({ status: 'failed' })).toEqual([other]);
  expect(await found({ status: 'pending' })).toEqual([]);
  expect(await found({ repository: 'Demo/Demo', event: 'Push Hook', status: 'delivered' })).toEqual([
    branch,
    first,
  ]);
  expect(await found({ hook: hookId, status: 'failed' })).toEqual([]);
  expect(await found({ repository: 'demo/demo', hook: hookId, event: 'Push Hook', limit: 1 })).toEqual([
    branch,
  ]);
});

test('the pages of the log together are the whole log, each delivery once, while new ones arrive', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, hook, settled } = server;
  const other = await hook({ url: inbox.url });
  for (let turn = 0; turn < 7; turn += 1) {
    await testHook(server, hookId);
    await testHook(server, other);
  }
  const before = (await api.get(LOG).query({ hook: hookId }).expect(200)).body;
  expect(before).toMatchObject({ next: null, items: { length: 7 } });
  const seen: string[] = [];
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await api.get(LOG).query({ hook: hookId, limit: 3, cursor }).expect(200);
    seen.push(...ids(body.items));
    sizes.push(body.items.length);
    cursor = body.next ?? undefined;
    await testHook(server, hookId);
  } while (cursor !== undefined);
  expect(seen).toEqual(ids(before.items));
  expect(sizes).toEqual([3, 3, 1]);
  const full = (await api.get(LOG).query({ limit: 17 }).expect(200)).body;
  expect(full).toMatchObject({ next: null, items: { length: 17 } });
  await settled();
});

test('newest first goes by time, whatever became of the clock, and waiting goes by the order of recording', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, hook, settled } = server;
  await hook({ url: inbox.url });
  // Recorded in this order; the last two share their time.
  const times = ['10', '12', '09', '11', '11'].map((hour) => `2026-01-02T${hour}:00:00.000Z`);
  for (const time of times) {
    await api.put('/_mock/clock').send({ time, frozen: true }).expect(200);
    await testHook(server, hookId);
  }
  await settled();
  const waited = (await api.get(`${LOG}/wait?count=5`).expect(200)).body.items;
  expect(waited.map(({ created_at: time }: { created_at: string }) => time)).toEqual(times);
  const recorded = ids(waited);
  const newestFirst = [1, 4, 3, 0, 2].map((index) => recorded[index]);

  for (const filter of [{}, { hook: hookId }, { repository: 'Demo/demo' }, { status: 'delivered' }]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await api
        .get(LOG)
        .query({ ...filter, limit: 2, cursor })
        .expect(200);
      seen.push(...ids(body.items));
      cursor = body.next ?? undefined;
    } while (cursor !== undefined);
    expect({ filter, seen }).toEqual({ filter, seen: newestFirst });
  }

  const first = (await api.get('/_mock/events?limit=3&repository=demo/DEMO').expect(200)).body;
  const second = (await api.get('/_mock/events').query({ limit: 3, cursor: first.next }).expect(200)).body;
  const events: { id: number; happened_at: string }[] = [...first.items, ...second.items];
  const oldest = Math.min(...events.map(({ id }) => id));
  expect(events.map(({ id }) => id - oldest)).toEqual([1, 4, 3, 0, 2]);
  expect(events[0]?.happened_at).toBe(times[1]);
  expect(second.next).toBeNull();
});

test('a filter that makes no sense is refused with its name and value', async () => {
  const { api } = await start();
  const bad: readonly (readonly [string, string])[] = [
    ['hook', 'abc'],
    ['hook', '0'],
    ['hook', '-1'],
    ['hook', '1.5'],
    ['status', 'lost'],
    ['event', 'Pull Hook'],
    ['event', 'pushes'],
    ['limit', '0'],
    ['limit', '1001'],
    ['limit', 'many'],
    ['cursor', 'next'],
    ['cursor', '-5'],
    // What a server of before gave out.
    ['cursor', '4711'],
    ['cursor', Buffer.from('yesterday 4711').toString('base64url')],
    ['cursor', Buffer.from('2026-11-24T23:31:54.000Z').toString('base64url')],
  ];
  for (const [name, value] of bad) {
    const { status, body } = await api.get(LOG).query({ [name]: value });
    expect.soft(status, `${name}=${value}`).toBe(422);
    expect.soft(body.error_message, `${name}=${value}`).toMatch(new RegExp(`^${name} must be `));
    expect.soft(body.error_message, `${name}=${value}`).toContain(JSON.stringify(value));
  }
  const { body } = await api.get(`${LOG}?hook=1&hook=2`).expect(422);
  expect(body.error_message).toMatch(/^hook must be/);
});

test('a delivery is shown with the request as it was sent, the response and how long it took', async () => {
  const { api, inbox, hookId, clone, settled } = await start({
    hook: { password: 'key', encryption_type: 1 },
  });
  inbox.answer = (_call, response) => void response.writeHead(201, { 'X-Build': '7' }).end('gebaut: 构建 ✓');
  const work = await clone();
  await work.commit('说明 "quoted" \\ ☃ <tag>');
  await work.push();
  const call = await inbox.next();
  await settled();
  const { body } = await api.get(`${LOG}/${call.headers['x-atomgit-delivery']}`).expect(200);
  const [summary] = (await api.get(LOG).expect(200)).body.items;
  expect(body).toMatchObject(summary);
  expect(body).toMatchObject({
    event: 'Push Hook',
    hook_id: hookId,
    status: 'delivered',
    status_code: 201,
    error: null,
    attempts: 1,
    request: { url: inbox.url, line: `POST / HTTP/1.1` },
    response: { status: 201, headers: { 'x-build': '7' }, body: 'gebaut: 构建 ✓', truncated: false },
  });
  expect(Buffer.from(body.request.body).equals(call.bytes)).toBe(true);
  const shown = Object.entries<string>(body.request.headers).map(([name, value]) => `${name}: ${value}`);
  const sent = call.rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${call.rawHeaders[index + 1]}`] : [],
  );
  const ofConnection = /^(connection|keep-alive):/i;
  const sorted = (lines: string[]) =>
    lines
      .filter((line) => !ofConnection.test(line))
      .map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
      .sort();
  expect(sorted(shown)).toEqual(sorted(sent));
  expect(Date.parse(body.timings.started_at)).toBeGreaterThanOrEqual(Date.parse(body.created_at) - 1_000);
  expect(body.timings.duration_ms).toBeGreaterThanOrEqual(0);
});

test('an attempt shows the time for connecting, waiting for the answer and reading it', async () => {
  const server = await start();
  const { api, url, hook, settled } = server;
  await api.put('/_sink/slow').send({ delay: '80ms' }).expect(200);
  await api.put('/_sink/stuck').send({ delay: '10s' }).expect(200);
  const slow = await hook({ url: `${url}/_sink/slow` });
  const hanging = await hook({ url: `${url}/_sink/stuck`, timeout: '500ms', retries: 'none' });
  const absent = await hook({ url: 'http://127.0.0.1:1/', retries: 'none' });
  for (const id of [slow, hanging, absent]) await testHook(server, id);
  await settled();
  const attempt = async (id: number) =>
    (await api.get(`${LOG}?hook=${id}`).expect(200)).body.items[0].latest_attempt;
  const answered = await attempt(slow);
  expect(answered.wait_ms).toBeGreaterThanOrEqual(79);
  expect(answered.connect_ms + answered.wait_ms + answered.read_ms).toBe(answered.duration_ms);
  const late = await attempt(hanging);
  expect(late).toMatchObject({ wait_ms: late.duration_ms - late.connect_ms, read_ms: null });
  const refused = await attempt(absent);
  expect(refused).toMatchObject({ connect_ms: refused.duration_ms, wait_ms: null, read_ms: null });
  const { entries } = (await api.get('/_mock/deliveries.har').expect(200)).body.log;
  for (const { time, timings } of entries)
    expect(timings.connect + timings.wait + timings.receive).toBe(time);
});

test('a delivery is there before it has left, and shows why it failed', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, settled } = server;
  inbox.hold();
  await testHook(server, hookId);
  const call = await inbox.next();
  const at = `${LOG}/${call.headers['x-atomgit-delivery']}`;
  expect((await api.get(at).expect(200)).body).toMatchObject({
    status: 'pending',
    status_code: null,
    error: null,
    attempts: 0,
    request: { body: call.text },
    response: null,
    timings: { started_at: null, duration_ms: null },
  });
  await inbox.close();
  await settled();
  expect((await api.get(at).expect(200)).body).toMatchObject({
    status: 'failed',
    status_code: null,
    error: expect.stringMatching(/closed|reset/),
    attempts: 1,
    request: { url: inbox.url, line: 'POST / HTTP/1.1', body: call.text },
    response: null,
  });
});

test('an unknown delivery answers 404 and names it', async () => {
  const { api } = await start();
  for (const id of ['00000000-0000-0000-0000-000000000000', '1', 'x y']) {
    const { body } = await api.get(`${LOG}/${encodeURIComponent(id)}`).expect(404);
    expect(body.error_message).toContain(JSON.stringify(id));
  }
});

test('settle waits for a slow delivery, and answers 408 with what is left when it takes too long', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId } = server;
  await api.post('/_mock/settle').expect(200);
  const release = inbox.hold();
  await testHook(server, hookId);
  await testHook(server, hookId);
  await inbox.next();
  const { body } = await api.post('/_mock/settle?timeout=100ms').expect(408);
  expect(body).toMatchObject({ error_code: 408, error_code_name: 'REQUEST_TIMEOUT' });
  expect(body.error_message).toMatch(/within 0\.1 s.*\b0 pushes.*\b2 deliveries/);

  const settled = Promise.all(
    ['?timeout=20s', '?timeout=3', '?timeout=1m', ''].map((query) =>
      api
        .post(`/_mock/settle${query}`)
        .type('json')
        .expect(200)
        .then(() => inbox.rest().length),
    ),
  );
  await api.post('/_mock/settle?timeout=0.05').expect(408);
  release();
  expect((await settled).reduce((sum, count) => sum + count)).toBe(1);
  expect((await api.get(`${LOG}?status=pending`).expect(200)).body.items).toEqual([]);
});

test('a time to settle that is no duration is refused with its value', async () => {
  const { api } = await start();
  for (const timeout of ['soon', '-1', '0', '5 parsecs', '1e3', '11m', '99999999999999999999h']) {
    const { body } = await api.post('/_mock/settle').query({ timeout }).expect(422);
    expect(body.error_message).toMatch(/^timeout must be .*500ms/);
    expect(body.error_message).toContain(JSON.stringify(timeout));
  }
});

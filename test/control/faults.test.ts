import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { HOOKS, testHook } from '../support/http/deliveries.js';
import type { Call } from '../support/http/inbox.js';
import { rawReceiver } from '../support/http/raw-receiver.js';
import { start, type Started } from '../support/server/start.js';

const run = promisify(execFile);

const fault = async ({ api }: Started, fields: object) =>
  (await api.post('/_mock/faults').send(fields).expect(201)).body;

const idOf = ({ headers }: Call) => headers['x-atomgit-delivery'];

/** The deliveries of a hook, oldest first, each with all its attempts. */
async function deliveries({ api }: Started, hookId: number) {
  const { body } = await api.get(`/_mock/deliveries?hook=${hookId}`).expect(200);
  const ids = body.items.map(({ id }: { id: string }) => id).reverse();
  return Promise.all(
    ids.map(async (id: string) => (await api.get(`/_mock/deliveries/${id}`).expect(200)).body),
  );
}

/** Which of six deliveries a fault strikes. */
async function struckOfSix(when: object): Promise<boolean[]> {
  const server = await start({ hook: {} });
  await fault(server, { kind: 'wrong_content_type', ...when });
  await testHook(server, server.hookId, 6);
  await server.settled();
  const struck = server.inbox.rest().map(({ headers }) => headers['content-type'] === 'text/plain');
  const named = (await deliveries(server, server.hookId)).map(({ history }) => history[0].faults);
  expect(named).toEqual(struck.map((is) => (is ? [{ id: 1, kind: 'wrong_content_type' }] : [])));
  const { body } = await server.api.get('/_mock/faults').expect(200);
  expect(body.items).toMatchObject([{ id: 1, seen: 6, struck: struck.filter(Boolean).length, ...when }]);
  return struck;
}

test.each([
  [{ next: 2 }, [true, true, false, false, false, false]],
  [{ every: 3 }, [false, false, true, false, false, true]],
])('a fault is triggered by the deliveries that %j selects, and is named on each', async (when, expected) => {
  expect(await struckOfSix(when)).toEqual(expected);
});

test('a random fault is triggered by the same deliveries for the same seed', async () => {
  const when = { probability: 0.5, seed: 7 };
  const struck = await struckOfSix(when);
  expect(new Set(struck).size).toBe(2);
  expect(await struckOfSix(when)).toEqual(struck);
});

test('a fault is triggered only for the hook, the event and the repository of its filter', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hook, hookId, settled, clone } = server;
  const other = await hook({ url: inbox.url, tag_push_events: true });
  await fault(server, {
    kind: 'unknown_event',
    next: 9,
    hook: other,
    event: 'Push Hook',
    repository: 'DEMO/demo',
  });
  await fault(server, { kind: 'unknown_event', next: 9, repository: 'demo/none', value: 'Never' });
  await testHook(server, hookId);
  await testHook(server, other);
  const work = await clone();
  await work.git('tag', 'v1');
  await work.push('v1');
  await settled();
  const names = (await deliveries(server, hookId)).map(({ request }) => request.headers['X-AtomGit-Event']);
  expect(names).toEqual(['Push Hook']);
  expect(
    inbox
      .rest()
      .map(({ headers }) => String(headers['x-atomgit-event']))
      .sort((a, b) => a.localeCompare(b)),
  ).toEqual(['Push Hook', 'Tag Push Hook', 'Unknown Hook']);
  await api.delete('/_mock/faults').expect(204);
  await testHook(server, other);
  expect((await inbox.next()).headers['x-atomgit-event']).toBe('Push Hook');
});

test('a signature or a password is wrong where there is one, and the log still hides the right one', async () => {
  const server = await start();
  const { inbox, hook } = server;
  for (const kind of ['wrong_signature', 'wrong_token']) await fault(server, { kind, next: 1 });
  const plain = await hook({ url: inbox.url });
  const signed = await hook({ url: inbox.url, password: 'pass', encryption_type: 1 });
  const secret = await hook({ url: inbox.url, password: 'pass' });
  const sent = async (id: number) => {
    await testHook(server, id);
    return (await inbox.next()).headers;
  };
  expect(await sent(plain)).not.toHaveProperty('x-atomgit-token');
  const wrong = (await sent(signed))['x-atomgit-signature-256'];
  const right = (await sent(signed))['x-atomgit-signature-256'];
  expect(wrong).toMatch(/^sha256=[0-9a-f]{64}$/);
  expect(wrong).not.toBe(right);
  expect((await sent(secret))['x-atomgit-token']).not.toBe('pass');
  expect((await sent(secret))['x-atomgit-token']).toBe('pass');
});

test('a body that is no JSON is signed as it is sent', async () => {
  const server = await start({ hook: { password: 'pass', encryption_type: 1 } });
  await fault(server, { kind: 'invalid_json' });
  const raw = await watchedReceiver();
  await server.api.patch(`${HOOKS}/${server.hookId}`).send({ url: raw.url }).expect(200);
  await testHook(server, server.hookId);
  const { head, body } = await raw.request();
  expect(() => JSON.parse(body)).toThrow(/JSON/);
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
  const printed = await run('sh', ['-c', 'printf %s "$1" | openssl dgst -sha256 -hmac pass', 'sh', body]);
  expect(head).toContain(`X-AtomGit-Signature-256: sha256=${printed.stdout.trim().split(' ').at(-1)}`);
});

test('a delivery that is dropped never arrives, and is tried again only if its hook says so', async () => {
  const server = await start({ hook: {} });
  const { inbox, hook, hookId, settled } = server;
  const again = await hook({ url: inbox.url, retries: '1ms' });
  await fault(server, { kind: 'drop', hook: hookId });
  await fault(server, { kind: 'drop', hook: again });
  await testHook(server, hookId);
  await testHook(server, again);
  await settled();
  expect(inbox.rest()).toHaveLength(1);
  expect(await deliveries(server, hookId)).toMatchObject([
    { status: 'failed', error: 'lost on the way', history: [{ faults: [{ id: 1, kind: 'drop' }] }] },
  ]);
  expect(await deliveries(server, again)).toMatchObject([
    { status: 'delivered', history: [{ faults: [{ id: 2, kind: 'drop' }] }, { faults: [] }] },
  ]);
});

test('a duplicate is the same request once more, under the same delivery id', async () => {
  const server = await start({ hook: {} });
  const { inbox, hookId, settled } = server;
  await fault(server, { kind: 'duplicate', times: 3 });
  await testHook(server, hookId);
  await settled();
  const calls = inbox.rest();
  expect(calls).toHaveLength(3);
  expect(new Set(calls.map(idOf)).size).toBe(1);
  expect(new Set(calls.map(({ text }) => text)).size).toBe(1);
  expect(await deliveries(server, hookId)).toMatchObject([{ status: 'delivered', attempts: 3 }]);
});

test('held deliveries are released in another order once there are enough, and later ones have passed them', async () => {
  const server = await start({ hook: {} });
  const { inbox, hookId, settled } = server;
  await fault(server, { kind: 'hold', next: 3 });
  await testHook(server, hookId, 4);
  await settled();
  const order = (await deliveries(server, hookId)).map(({ id }) => id);
  const arrived = inbox.rest().map(idOf);
  expect(arrived.filter((id) => id !== order[3])).toEqual([order[2], order[1], order[0]]);
  const history = (await deliveries(server, hookId)).map((delivery) => delivery.history[0].faults);
  const held = [{ id: 1, kind: 'hold' }];
  expect(history).toEqual([held, held, held, []]);
});

test('held deliveries can be released by hand or by deleting the fault, and are cancelled with their hook', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hook, hookId, settled } = server;
  await fault(server, { kind: 'hold', every: 1 });
  await testHook(server, hookId, 2);
  await api.post('/_mock/settle?timeout=200ms').expect(408);
  expect(inbox.rest()).toEqual([]);
  const { body } = await api.post('/_mock/faults/1/release?order=same').expect(200);
  expect(body).toEqual({ released: 2 });
  const order = (await deliveries(server, hookId)).map(({ id }) => id);
  expect((await inbox.several(2)).map(idOf)).toEqual(order);

  await testHook(server, hookId);
  const doomed = await hook({ url: inbox.url });
  await testHook(server, doomed);
  await api.post('/_mock/settle?timeout=200ms').expect(408);
  await api.delete(`${HOOKS}/${doomed}`).expect(204);
  await api.delete('/_mock/faults/1').expect(204);
  await settled();
  expect(inbox.rest()).toHaveLength(1);
  expect(await deliveries(server, doomed)).toMatchObject([{ status: 'cancelled' }]);
});

/** Resolves once a fault has been triggered so often. */
const struck = async ({ api }: Started, id: number, times: number) =>
  expect
    .poll(async () => (await api.get(`/_mock/faults/${id}`).expect(200)).body.struck, { timeout: 60_000 })
    .toBe(times);

test('what a fault holds stays held when its hook is enabled that never was disabled', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, settled } = server;
  await fault(server, { kind: 'hold', next: 3 });
  await testHook(server, hookId, 2);
  await struck(server, 1, 2);
  await api.post(`/_mock/hooks/${hookId}/enable`).expect(204);
  await testHook(server, hookId);
  await settled();
  const order = (await deliveries(server, hookId)).map(({ id }) => id);
  expect(inbox.rest().map(idOf)).toEqual(order.toReversed());
});

test('a fault releases what it holds once it was triggered as often as it can be, wherever the others are', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hook, hookId, settled } = server;
  const doomed = await hook({ url: inbox.url });
  await fault(server, { kind: 'hold', next: 2 });
  await testHook(server, doomed);
  await struck(server, 1, 1);
  await api.delete(`${HOOKS}/${doomed}`).expect(204);
  await testHook(server, hookId, 2);
  await settled();
  expect(inbox.rest()).toHaveLength(2);

  for (const next of [2, 3]) await fault(server, { kind: 'hold', next, release: 'same' });
  await testHook(server, hookId, 4);
  await settled();
  expect(inbox.rest()).toHaveLength(4);
  const named = (await deliveries(server, hookId)).map(({ history }) => history[0].faults.length);
  expect(named).toEqual([1, 0, 2, 2, 1, 0]);
});

test('a delivery that was cancelled while it was held keeps none of its faults', async () => {
  const settings = { autoDisable: { after: 1, backoffMs: [] } };
  const server = await start({ settings, hook: {} });
  const { api, inbox, hookId, settled } = server;
  await fault(server, { kind: 'hold', every: 2 });
  await testHook(server, hookId, 2);
  await struck(server, 1, 1);
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  await testHook(server, hookId);
  await settled();
  const [, held] = await deliveries(server, hookId);
  expect(held).toMatchObject({ status: 'cancelled' });
  await api.delete('/_mock/faults/1').expect(204);
  await api.post(`/_mock/hooks/${hookId}/enable`).expect(204);
  await api.post(`/_mock/deliveries/${held.id}/redeliver`).expect(202);
  await settled();
  expect((await deliveries(server, hookId))[1]).toMatchObject({ history: [{ faults: [] }] });
});

/** A receiver that shows what arrives on the wire, byte for byte, and answers what is complete. */
async function watchedReceiver() {
  const requests: { head: string; body: string; ended: 'complete' | 'closed' | 'reset' }[] = [];
  const waiting: (() => void)[] = [];
  const url = await rawReceiver((socket, first) => {
    let text = '';
    let isTold = false;
    const parts = () => text.split('\r\n\r\n');
    const tell = (ended: 'complete' | 'closed' | 'reset') => {
      const [head = '', body = ''] = parts();
      if (isTold) return;
      isTold = true;
      requests.push({ head, body, ended });
      waiting.shift()?.();
    };
    const take = (chunk: Buffer) => {
      text += chunk.toString();
      const [head = '', body = ''] = parts();
      if (Buffer.byteLength(body) < Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Infinity)) return;
      tell('complete');
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    };
    socket.on('data', take);
    socket.on('end', () => tell('closed'));
    socket.on('error', () => tell('reset'));
    take(first);
  });
  return {
    url,
    request: async () => {
      if (requests.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const request = requests.shift();
      if (request === undefined) throw new Error('nothing has come');
      return request;
    },
  };
}

test('a body can be cut off, the connection reset after the headers, and the next delivery is whole', async () => {
  const server = await start();
  const raw = await watchedReceiver();
  const hookId = await server.hook({ url: raw.url });
  await fault(server, { kind: 'truncated_body' });
  await testHook(server, hookId);
  const truncated = await raw.request();
  const announced = Number(/content-length: (\d+)/.exec(truncated.head)?.[1]);
  expect(truncated).toMatchObject({ ended: 'closed', head: expect.stringContaining('POST / HTTP/1.1') });
  expect(truncated.body.length).toBe(announced >> 1);
  await fault(server, { kind: 'reset' });
  await testHook(server, hookId);
  expect(await raw.request()).toMatchObject({
    ended: 'reset',
    body: '',
    head: expect.stringMatching(/X-AtomGit-Event: Push Hook[^]*content-length: \d+$/),
  });
  await testHook(server, hookId);
  expect(await raw.request()).toMatchObject({ ended: 'complete' });
  await server.settled();
  expect(await deliveries(server, hookId)).toMatchObject([
    { status: 'failed', error: 'connection closed before all was sent' },
    { status: 'failed', error: 'connection reset before all was sent' },
    { status: 'delivered' },
  ]);
});

test('a body that is cut off has its time limit while it connects', async () => {
  const server = await start();
  let isClosed = false;
  // TLS never comes about.
  const url = await rawReceiver((socket) => void socket.on('close', () => (isClosed = true)));
  const hookId = await server.hook({ url: url.replace('http:', 'https:'), timeout: '200ms' });
  await fault(server, { kind: 'truncated_body' });
  await testHook(server, hookId);
  await server.settled();
  expect(await deliveries(server, hookId)).toMatchObject([{ error: 'no answer within 0.2 s' }]);
  expect(isClosed).toBe(false);
});

test('a slow body takes its time, and a delay comes before the time limit begins', async () => {
  const server = await start({ hook: { timeout: '1500ms' } });
  const { api, inbox, hookId, settled } = server;
  await fault(server, { kind: 'delay', delay: '1550ms' });
  const asked = performance.now();
  await testHook(server, hookId);
  await inbox.next();
  expect(performance.now() - asked).toBeGreaterThanOrEqual(1_540);
  await settled();
  await fault(server, { kind: 'slow_body', delay: '100ms' });
  await testHook(server, hookId);
  expect((await inbox.next()).headers).not.toHaveProperty('transfer-encoding');
  await settled();
  await fault(server, { kind: 'slow_body', delay: '10s' });
  await api.patch(`${HOOKS}/${hookId}`).send({ timeout: '100ms' }).expect(200);
  await testHook(server, hookId);
  await settled();
  const [late, slow, tooSlow] = await deliveries(server, hookId);
  expect([late, slow]).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
  expect(slow.timings.duration_ms).toBeGreaterThanOrEqual(80);
  expect(tooSlow).toMatchObject({ status: 'failed', error: 'no answer within 0.1 s' });
});

test('one delivery can trigger several faults', async () => {
  const server = await start({ hook: {} });
  const { inbox, hookId, settled } = server;
  await fault(server, { kind: 'unknown_event' });
  await fault(server, { kind: 'wrong_content_type', value: 'application/xml' });
  await testHook(server, hookId);
  expect((await inbox.next()).headers).toMatchObject({
    'x-atomgit-event': 'Unknown Hook',
    'content-type': 'application/xml',
  });
  await settled();
  const [{ history }] = await deliveries(server, hookId);
  expect(history[0].faults).toMatchObject([{ kind: 'unknown_event' }, { kind: 'wrong_content_type' }]);
});

test('calls to the API can be refused, limited, delayed or cut off; the control plane never is', async () => {
  const server = await start({ hook: {} });
  const { api } = server;
  await fault(server, { on: 'api', kind: 'status', status: 502, message: 'bad gateway', method: 'GET' });
  await api.patch(`${HOOKS}/1`).send({ push_events: false }).expect(200);
  const refused = await api.get(HOOKS).expect(502);
  expect(refused.body).toMatchObject({
    error_code: 502,
    error_code_name: 'BAD_GATEWAY',
    message: 'bad gateway',
  });
  expect(refused.headers['x-atomgit-mock-fault']).toBe('1 status');
  await api.get(HOOKS).expect(200);

  await fault(server, { on: 'api', kind: 'rate_limit', retry_after: '90s', path: HOOKS });
  await api.get('/api/v5/user').expect(200);
  const limited = await api.get(HOOKS).expect(429);
  expect(limited.headers).toMatchObject({
    'retry-after': '90',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': expect.stringMatching(/^\d{10}$/),
  });
  await fault(server, { on: 'api', kind: 'rate_limit', status: 403 });
  await api.get(HOOKS).expect(403);

  await fault(server, { on: 'api', kind: 'delay', delay: '150ms' });
  const asked = performance.now();
  await api.get(HOOKS).expect(200);
  expect(performance.now() - asked).toBeGreaterThanOrEqual(140);
  await fault(server, { on: 'api', kind: 'reset', next: 1 });
  await expect(api.get(HOOKS)).rejects.toThrow(/hang up|ECONNRESET/);
  await fault(server, { on: 'api', kind: 'status', every: 1 });
  await api.get('/_mock/faults').expect(200);
});

test('a push that git is refused moves nothing and tells of nothing, and goes through the next time', async () => {
  const server = await start({ hook: {} });
  const { inbox, clone, api } = server;
  const work = await clone();
  const sha = await work.commit('hello');
  await fault(server, {
    on: 'git',
    kind: 'status',
    status: 503,
    message: 'down for repairs',
    method: 'POST',
  });
  await expect(work.push()).rejects.toMatchObject({ stderr: expect.stringContaining('503') });
  await fault(server, { on: 'git', kind: 'reset' });
  await expect(work.push()).rejects.toThrow(/Command failed/);
  await api.post('/_mock/settle').expect(200);
  expect(inbox.rest()).toEqual([]);
  await work.push();
  expect(await inbox.next()).toMatchObject({ body: { after: sha } });
});

test.each([
  [{}, /kind must be one of delay, .*missing/],
  [{ kind: 'explode' }, /kind must be one of .*explode/],
  [{ kind: 'drop', on: 'api' }, /kind must be one of delay, status, reset, rate_limit for api/],
  [{ kind: 'delay' }, /delay is missing/],
  [{ kind: 'delay', delay: 'long' }, /delay must be .*long/],
  [{ kind: 'drop', hok: 1 }, /hok/],
  [{ kind: 'drop', status: 500 }, /status means nothing to drop/],
  [{ kind: 'drop', next: 1, every: 2 }, /next or every/],
  [{ kind: 'drop', seed: 2 }, /seed goes with probability/],
  [{ kind: 'drop', probability: 2 }, /probability must be above 0 .*2/],
  [{ kind: 'unknown_event', value: 'a\nb' }, /value is not a header value/],
  [{ kind: 'rate_limit', on: 'api', status: 500 }, /403 or 429, but is 500/],
])('a fault like %j is refused with the reason', async (fields, message) => {
  const { api } = await shared();
  const { body } = await api.post('/_mock/faults').send(fields).expect(422);
  expect(String(body.message).replaceAll('"', '')).toMatch(message);
  expect((await api.get('/_mock/faults')).body.items).toEqual([]);
  await api.post('/_mock/faults/9/release').expect(404);
});

const shared = () => start({ settings: { seed: 'none' } });

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { HOOKS, latest, testHook } from '../support/http/deliveries.js';
import { Inbox, type Call } from '../support/http/inbox.js';
import { rawReceiver } from '../support/http/raw-receiver.js';
import { start } from '../support/server/start.js';

const RESPONSE_LIMIT = 8 * 1024;

const after = ({ body }: Call) => (body as { after: string }).after;

test('a receiver that hangs delays neither a push nor another hook', async () => {
  const { inbox: hanging, hook, clone, settled } = await start({ hook: {} });
  const healthy = await Inbox.open();
  await hook({ url: healthy.url });
  const release = hanging.hold();
  const work = await clone();
  for (const message of ['one', 'two']) {
    const sha = await work.commit(message);
    await work.push();
    expect(after(await healthy.next())).toBe(sha);
  }
  release();
  await settled();
  expect(hanging.rest()).toHaveLength(2);
});

test('deliveries of one hook leave in order, the next one only once the one before is answered', async () => {
  const { inbox: slow, hook, clone, settled } = await start({ hook: {} });
  const quick = await Inbox.open();
  await hook({ url: quick.url });
  let answer = () => {};
  slow.answer = (_call, response) => (answer = () => void response.end());
  const work = await clone();
  const shas: string[] = [];
  for (const message of ['one', 'two', 'three']) {
    shas.push(await work.commit(message));
    await work.push();
  }
  // What the quick hook has was ready for the slow one too.
  expect((await quick.several(3)).map(after)).toEqual(shas);
  for (const sha of shas) {
    expect(after(await slow.next())).toBe(sha);
    expect(slow.rest()).toEqual([]);
    answer();
  }
  await settled();
});

test('at most sixteen requests are under way at once, and each answer lets the next one out', async () => {
  const internals = { dispatchTimings: { slowAfter: 60_000 } };
  const { inbox, hook, clone, settled } = await start({ internals });
  for (let made = 0; made < 40; made += 1) await hook({ url: `${inbox.url}${made}` });
  const held: ServerResponse[] = [];
  let most = 0;
  inbox.answer = (_call, response) => (most = Math.max(most, held.push(response)));
  const work = await clone();
  await work.commit('hello');
  const pushed = work.push();
  await inbox.several(16);
  held.shift()?.end();
  await inbox.next();
  expect(most).toBe(16);
  expect(inbox.rest()).toEqual([]);
  inbox.answer = (_call, response) => void response.end();
  for (const response of held) response.end();
  await pushed;
  await settled();
  expect(inbox.rest()).toHaveLength(40 - 17);
});

test('sixteen receivers that hang do not hold up a seventeenth hook for good', async () => {
  const settings = { timeoutMs: 600_000 };
  const internals = { dispatchTimings: { slowAfter: 50 } };
  const { inbox: hanging, hook, clone } = await start({ settings, internals });
  for (let made = 0; made < 16; made += 1) await hook({ url: hanging.url });
  const healthy = await Inbox.open();
  await hook({ url: healthy.url });
  let unanswered = 0;
  hanging.answer = () => (unanswered += 1);
  const work = await clone();
  const sha = await work.commit('hello');
  await work.push();
  expect(after(await healthy.next())).toBe(sha);
  await hanging.several(16);
  expect(unanswered).toBe(16);
  await hanging.close();
});

test('receivers that hung before their retries leave slots for another hook when they are tried again', async () => {
  const settings = { timeoutMs: 3_000, clock: new Date('2026-01-01T00:00:00Z') };
  const internals = { dispatchTimings: { slowAfter: 2_000 } };
  const { api, inbox, hook, clone } = await start({ settings, internals });
  const paths = [...Array.from({ length: 16 }, (_, index) => `hangs${index}`), 'fails'];
  for (const path of paths)
    await hook({ url: inbox.url + path, retries: path === 'fails' ? '3601s' : '3600s' });
  inbox.answer = ({ path }, response) => {
    if (path === '/fails') response.writeHead(500).end();
  };
  const work = await clone();
  await work.commit('hello');
  await work.push();
  await inbox.several(paths.length);
  const waiting = async () => {
    const { body } = await api.get('/_mock/deliveries').expect(200);
    return body.items.filter((item: { next_attempt_at: string | null }) => item.next_attempt_at !== null);
  };
  await expect.poll(waiting, { timeout: 60_000 }).toHaveLength(paths.length);
  await api.post('/_mock/clock/advance').send({ by: '3601s' }).expect(200);
  const again = await inbox.several(paths.length);
  expect(again.slice(0, 13).map(({ path }) => path)).toContain('/fails');
});

test('a receiver that takes too long is cut off and its delivery fails, by the setting or by the limit of the hook', async () => {
  const server = await start({ settings: { timeoutMs: 300 } });
  const { api, inbox, hook, settled } = server;
  const byDefault = await hook({ url: inbox.url });
  const byHook = await hook({ url: inbox.url, timeout: '150ms' });
  const longer = await hook({ url: inbox.url, timeout: '30s' });
  const closed: Promise<unknown>[] = [];
  const held: ServerResponse[] = [];
  inbox.answer = (_call, response) => {
    closed.push(once(response, 'close'));
    held.push(response);
  };
  for (const id of [byDefault, byHook]) await testHook(server, id);
  await settled();
  await Promise.all(closed);
  expect(await latest(server, byDefault)).toMatchObject({
    status: 'failed',
    status_code: null,
    error: 'no answer within 0.3 s',
    response: null,
  });
  const { timings, error } = await latest(server, byHook);
  expect(error).toBe('no answer within 0.15 s');
  expect(timings.duration_ms).toBeGreaterThanOrEqual(149);

  await api.patch(`${HOOKS}/${byHook}`).send({ timeout: '0.1' }).expect(200);
  await testHook(server, longer);
  await testHook(server, byHook);
  await inbox.several(4);
  await api.post('/_mock/settle?timeout=600ms').expect(408);
  expect((await latest(server, byHook)).error).toBe('no answer within 0.1 s');
  expect((await latest(server, longer)).status).toBe('pending');
  for (const response of held) response.end();
  await settled();
  expect((await latest(server, longer)).status).toBe('delivered');
});

test('a status from 200 to 299 is success, any other is a failure, and a redirect is not followed', async () => {
  const server = await start();
  const { inbox, hook, clone, settled } = server;
  const statuses = [200, 201, 204, 299, 300, 301, 302, 303, 307, 308, 400, 401, 404, 410, 429, 500, 503, 599];
  const hookIds: number[] = [];
  for (const status of statuses) hookIds.push(await hook({ url: `${inbox.url}${status}` }));
  inbox.answer = (call, response) => {
    const location = { Location: `${inbox.url}followed`, 'Retry-After': '0' };
    response.writeHead(Number(call.path.slice(1)), location).end();
  };
  const work = await clone();
  await work.commit('hello');
  await work.push();
  await settled();
  const paths = inbox.rest().map(({ path }) => path);
  expect(paths.sort()).toEqual(statuses.map((status) => `/${status}`).sort());
  for (const [index, status] of statuses.entries()) {
    const delivery = await latest(server, hookIds[index] ?? 0);
    const expected = status < 300 ? 'delivered' : 'failed';
    expect(delivery, `${status}`).toMatchObject({ status: expected, status_code: status, attempts: 1 });
    expect(delivery.response).toMatchObject({ status, headers: { location: `${inbox.url}followed` } });
  }
});

test('a response is kept with its status, its headers and the first 8 KiB', async () => {
  const server = await start({ hook: {} });
  const { inbox, hookId, settled } = server;
  const answered = async (body: string | Buffer) => {
    inbox.answer = (_call, response) =>
      void response.writeHead(202, { 'X-Job': '42', 'Set-Cookie': ['a=1', 'b=2'] }).end(body);
    await testHook(server, hookId);
    await settled();
    return (await latest(server, hookId)).response;
  };
  expect(await answered('queued 作业')).toMatchObject({
    status: 202,
    headers: { 'x-job': '42', 'set-cookie': ['a=1', 'b=2'] },
    body: 'queued 作业',
    truncated: false,
  });
  expect(await answered('')).toMatchObject({ body: '', truncated: false });
  const exactly = 'x'.repeat(RESPONSE_LIMIT);
  expect(await answered(exactly)).toMatchObject({ body: exactly, truncated: false });
  expect(await answered(`${exactly}y`)).toMatchObject({ body: exactly, truncated: true });
});

const CHUNK = Buffer.alloc(64 * 1024, 'x');

function* chunks(bytes: number) {
  for (let sent = 0; sent < bytes; sent += CHUNK.length) yield CHUNK;
}

test.each([
  ['endless', Infinity, {}],
  ['as large as a gigabyte', 1024 ** 3, { 'Content-Length': String(1024 ** 3) }],
])('a response that is %s is read no further than 8 KiB and then closed', async (_, bytes, headers) => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, settled } = server;
  let closed: Promise<unknown> = Promise.resolve();
  let written = () => 0;
  inbox.answer = (_call, response) => {
    closed = once(response, 'close');
    const { socket } = response;
    written = () => socket?.bytesWritten ?? Infinity;
    Readable.from(chunks(bytes)).pipe(response.writeHead(200, headers));
  };
  await testHook(server, hookId);
  await settled();
  await closed;
  expect(written()).toBeLessThan(32 * 1024 ** 2);
  const delivery = await latest(server, hookId);
  expect(delivery).toMatchObject({ status: 'delivered', status_code: 200, response: { truncated: true } });
  expect(delivery.response.body).toHaveLength(RESPONSE_LIMIT);
  await api.get('/_mock/ready').expect(200);
});

test('a response that stops half-way counts by its status and is kept as far as it came', async () => {
  const server = await start({ hook: { timeout: '1s' } });
  const { api, inbox, hookId, settled } = server;
  inbox.answer = (_call, response) =>
    void response.writeHead(200, { 'Content-Length': '100' }).write('so far');
  await testHook(server, hookId);
  await settled();
  const expected = { status: 'delivered', status_code: 200, response: { body: 'so far', truncated: true } };
  expect(await latest(server, hookId)).toMatchObject(expected);
  await api.patch(`${HOOKS}/${hookId}`).send({ timeout: '30s' }).expect(200);
  inbox.answer = (_call, response) =>
    response
      .writeHead(200, { 'Content-Length': '100' })
      .write('so far', () => void response.socket?.destroy());
  await testHook(server, hookId);
  await settled();
  expect(await latest(server, hookId)).toMatchObject(expected);
});

const endlessHeaders = (socket: Socket) => {
  socket.write('HTTP/1.1 200 OK\r\nX-Long: ');
  Readable.from(chunks(Infinity)).pipe(socket);
};

/** What receivers do to a connection instead of answering, and what a person should read about it. */
const BROKEN: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
  ['resets the connection', (socket) => socket.resetAndDestroy(), /reset/i],
  ['hangs up', (socket) => void socket.end(), /closed/i],
  ['answers with garbage', (socket) => void socket.end('220 mail.example.com ESMTP\r\n'), /HTTP/],
  ['breaks off its headers', (socket) => void socket.end('HTTP/1.1 200 OK\r\nX-Half: '), /closed|HTTP/i],
  ['never ends its headers', endlessHeaders, /header/i],
];

test('a receiver that does not answer in HTTP fails with a readable error, and the next delivery still goes out', async () => {
  const server = await start({ settings: { timeoutMs: 5_000 } });
  const { api, inbox, hook, settled } = server;
  const gone = await Inbox.open();
  await gone.close();
  const hooks: { what: string; id: number; error: RegExp }[] = [
    { what: 'is down', id: await hook({ url: gone.url }), error: /refused/i },
    { what: 'has no address', id: await hook({ url: 'http://nohost.invalid/' }), error: /nohost\.invalid/ },
  ];
  const plain = `https://127.0.0.1:${inbox.port}/`;
  hooks.push({ what: 'speaks no TLS', id: await hook({ url: plain }), error: /TLS|SSL|EPROTO/ });
  for (const [what, serve, error] of BROKEN) {
    hooks.push({ what, id: await hook({ url: await rawReceiver(serve) }), error });
  }
  for (const { id } of hooks) for (let turn = 0; turn < 2; turn += 1) await testHook(server, id);
  await settled();
  for (const { what, id, error } of hooks) {
    const { body } = await api.get(`/_mock/deliveries?hook=${id}`).expect(200);
    expect.soft(body.items, what).toHaveLength(2);
    for (const item of body.items) {
      expect.soft(item, what).toMatchObject({ status: 'failed', status_code: null });
      expect.soft(item.error, what).toMatch(error);
      expect.soft(item.error, what).not.toMatch(/\n|:error:/);
    }
    expect.soft((await latest(server, id)).response, what).toBeNull();
    await api.patch(`${HOOKS}/${id}`).send({ url: inbox.url }).expect(200);
    await testHook(server, id);
    await inbox.next();
  }
});

test('a restarted receiver gets the next deliveries', async () => {
  const server = await start({ hook: {} });
  const { inbox, hookId, settled } = server;
  await testHook(server, hookId);
  await inbox.next();
  await settled();
  await inbox.close();
  const restarted = await Inbox.open(inbox.port);
  await testHook(server, hookId);
  await restarted.next();
  await settled();
  expect((await latest(server, hookId)).status).toBe('delivered');
});

test('deleting a hook cancels its waiting deliveries, and the log shows it', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, settled } = server;
  const release = inbox.hold();
  for (let turn = 0; turn < 3; turn += 1) await testHook(server, hookId);
  await inbox.next();
  await api.delete(`${HOOKS}/${hookId}`).expect(204);
  release();
  await settled();
  expect(inbox.rest()).toEqual([]);
  const { body } = await api.get(`/_mock/deliveries?hook=${hookId}`).expect(200);
  expect(body.items).toMatchObject([
    { status: 'cancelled', status_code: null, error: expect.stringContaining('deleted') },
    { status: 'cancelled' },
    { status: 'delivered', status_code: 200 },
  ]);
  expect((await api.get('/_mock/deliveries?status=cancelled').expect(200)).body.items).toHaveLength(2);
});

test('receivers that hang, however many, do not hold up a hook of another repository', async () => {
  const { inbox: hanging, api, hook, clone, remote } = await start();
  for (let made = 0; made < 100; made += 1) await hook({ url: `${hanging.url}${made}` });
  await api.post('/api/v5/user/repos').send({ name: 'other' }).expect(200);
  const healthy = await Inbox.open();
  await hook({ url: healthy.url }, '/api/v5/repos/atomgit/other/hooks');
  let unanswered = 0;
  hanging.answer = () => (unanswered += 1);
  const work = await clone();
  await work.commit('hello');
  await work.push();
  await hanging.several(16);
  await work.git('push', '--quiet', remote('atomgit/other'), 'HEAD:refs/heads/master');
  await healthy.next();
  expect(unanswered).toBeLessThanOrEqual(3 * 16);
  await hanging.close();
});

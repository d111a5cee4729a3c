import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { HOOKS, latest, testHook } from '../support/http/deliveries.js';
import { rawReceiver } from '../support/http/raw-receiver.js';
import { start } from '../support/server/start.js';

const RESPONSE_LIMIT = 8 * 1024;
const FINAL = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndone';
const LATE = /^no answer within 1 s$/;
const METADATA = 'http://169.254.169.254/latest/meta-data/';

/** Says the same again and again, until the other side has had enough. */
function endlessly(socket: Socket, text: string): void {
  const words = function* () {
    for (;;) yield text.repeat(100);
  };
  Readable.from(words()).pipe(socket);
}

/** Says one letter after another, far more of them than one in a second. */
function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('.'), 5);
  socket.once('close', () => clearInterval(timer));
}

const delivered = (response: object, status = 200) => ({
  status: 'delivered',
  status_code: status,
  error: null,
  response: { status, ...response },
});
const failed = (error: RegExp) => ({
  status: 'failed',
  status_code: null,
  error: expect.stringMatching(error),
  response: null,
});

/** What a receiver says against the rules, or hardly within them, and what the log shows of it. */
const ANSWERS: readonly (readonly [string, string, object])[] = [
  [
    'a body whose chunks are broken from the first on',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n',
    delivered({ body: '', truncated: true }),
  ],
  [
    'a body whose second chunk is broken',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\nhello\r\n',
    delivered({ body: 'hello', truncated: true }),
  ],
  [
    'a body whose last chunk never comes',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
    delivered({ body: 'hello', truncated: true }),
  ],
  [
    'a length that is no number',
    'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello',
    failed(/Content-Length/),
  ],
  [
    'two lengths that differ',
    'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nhello',
    failed(/content-length/),
  ],
  [
    'more than was announced',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more',
    delivered({ body: 'hello' }),
  ],
  ['102 before the answer', `HTTP/1.1 102 Processing\r\n\r\n${FINAL}`, delivered({ body: 'done' })],
  [
    '103 before the answer, twice',
    `${'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(2)}${FINAL}`,
    delivered({ body: 'done' }),
  ],
  // Nobody has asked for it.
  ['100 before the answer', `HTTP/1.1 100 Continue\r\n\r\n${FINAL}`, failed(/100 Continue/)],
  [
    '101, into another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    failed(/bad upgrade/),
  ],
  ['204', 'HTTP/1.1 204 No Content\r\n\r\n', delivered({ body: '', truncated: false }, 204)],
  [
    '204 with a body all the same',
    'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello',
    delivered({ body: '' }, 204),
  ],
];

test('a receiver that bends or breaks the rules of HTTP leaves a record of it, and its next delivery still goes out', async () => {
  const server = await start();
  const { api, inbox, hook, settled } = server;
  const hooks: { what: string; id: number; expected: object }[] = [];
  for (const [what, answer, expected] of ANSWERS) {
    const url = await rawReceiver((socket) => void socket.end(answer));
    hooks.push({ what, id: await hook({ url }), expected });
  }
  for (let turn = 0; turn < 2; turn += 1) {
    for (const { id } of hooks) await testHook(server, id);
    await settled();
    for (const { what, id, expected } of hooks)
      expect.soft(await latest(server, id), what).toMatchObject({ attempts: 1, ...expected });
  }
  for (const { id } of hooks) {
    await api.patch(`${HOOKS}/${id}`).send({ url: inbox.url }).expect(200);
    await testHook(server, id);
  }
  await settled();
  expect(inbox.rest()).toHaveLength(ANSWERS.length);
});

/** What never comes to an end. */
const ENDLESS: readonly (readonly [string, (socket: Socket) => void, object])[] = [
  [
    'drips its body',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nso far');
      drip(socket);
    },
    delivered({ body: expect.stringMatching(/^so far\.*$/), truncated: true }),
  ],
  [
    'drips its head',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      drip(socket);
    },
    failed(LATE),
  ],
  ['says 102 without end', (socket) => endlessly(socket, 'HTTP/1.1 102 Processing\r\n\r\n'), failed(LATE)],
  [
    'says 103 without end',
    (socket) => endlessly(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
    failed(LATE),
  ],
];

test.each(ENDLESS)('a receiver that %s is cut off when its time is over', async (_, serve, expected) => {
  const server = await start();
  let closed: Promise<unknown> = Promise.resolve();
  const url = await rawReceiver((socket) => {
    closed = new Promise((resolve) => socket.once('close', resolve));
    serve(socket);
  });
  const id = await server.hook({ url, timeout: '1s' });
  await testHook(server, id);
  await server.settled();
  await closed;
  expect(await latest(server, id)).toMatchObject({ attempts: 1, ...expected });
});

test('a body that is compressed is kept as it came, and is never blown up', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, settled } = server;
  const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2));
  expect(bomb.length).toBeGreaterThan(2 * RESPONSE_LIMIT);
  inbox.answer = (_call, response) =>
    void response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': bomb.length }).end(bomb);
  await testHook(server, hookId);
  await settled();
  expect(await latest(server, hookId)).toMatchObject({
    status: 'delivered',
    response: { headers: { 'content-encoding': 'gzip' }, truncated: true },
  });
  const { body } = await api.get('/_mock/deliveries.har').expect(200);
  const { text } = body.log.entries[0].response.content;
  expect(Buffer.from(text, 'base64').equals(bomb.subarray(0, RESPONSE_LIMIT))).toBe(true);
  expect(inbox.rest()[0]?.headers['accept-encoding']).toBeUndefined();
});

test("a redirect to a cloud's metadata service is recorded and not followed", async () => {
  const server = await start({ hook: {} });
  const { inbox, hookId, settled } = server;
  for (const status of [301, 302, 307, 308]) {
    inbox.answer = (_call, response) => void response.writeHead(status, { Location: METADATA }).end();
    await testHook(server, hookId);
    await settled();
    expect(await latest(server, hookId)).toMatchObject({
      status: 'failed',
      status_code: status,
      error: null,
      attempts: 1,
      response: { headers: { location: METADATA } },
    });
  }
  expect(inbox.rest()).toHaveLength(4);
});

/** Seconds, a date long gone, and what is neither. */
const RETRY_AFTER = [undefined, '0', '3600', 'Wed, 21 Oct 2015 07:28:00 GMT', 'later', '-1', '1e9'];

test.each([410, 429])(
  'a %i fails the delivery at once whatever it says of later, and the hook goes on',
  async (status) => {
    const server = await start({ hook: {} });
    const { inbox, hookId, settled } = server;
    for (const value of RETRY_AFTER) {
      const headers = value === undefined ? {} : { 'Retry-After': value };
      inbox.answer = (_call, response) => void response.writeHead(status, headers).end();
      await testHook(server, hookId);
      await settled();
      expect.soft(await latest(server, hookId), value).toMatchObject({
        status: 'failed',
        status_code: status,
        attempts: 1,
        next_attempt_at: null,
      });
    }
    inbox.answer = (_call, response) => void response.end('ok');
    await testHook(server, hookId);
    await settled();
    expect((await latest(server, hookId)).status).toBe('delivered');
    expect(inbox.rest()).toHaveLength(RETRY_AFTER.length + 1);
  },
);

/** What is said of later, and how long the retry waits at least, in milliseconds. */
const ASKED = [
  [undefined, 0],
  ['0', 0],
  ['later', 0],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ['1', 1_000],
] as const;

test.each([410, 429])(
  'a %i is tried again where the schedule says so, no sooner than the receiver asks',
  async (status) => {
    const server = await start({ hook: { retries: '1ms' } });
    const { api, inbox, hookId, settled } = server;
    for (const [value, leastMs] of ASKED) {
      let isFirst = true;
      inbox.answer = (_call, response) => {
        response.writeHead(isFirst ? status : 200, value === undefined ? {} : { 'Retry-After': value }).end();
        isFirst = false;
      };
      await testHook(server, hookId);
      if (leastMs > 0) {
        const waiting = { status: 'pending', status_code: String(status) };
        await api.get('/_mock/deliveries/wait').query(waiting).expect(200);
        await api
          .post('/_mock/clock/advance')
          .send({ by: `${leastMs}ms` })
          .expect(200);
      }
      await settled();
      const { status: outcome, history } = await latest(server, hookId);
      expect.soft(outcome, value).toBe('delivered');
      expect.soft(history, value).toMatchObject([{ status }, { status: 200 }]);
      const [first, second] = history.map((attempt: { started_at: string }) =>
        Date.parse(attempt.started_at),
      );
      expect.soft(second - first, value).toBeGreaterThanOrEqual(leastMs);
    }
    expect(inbox.rest()).toHaveLength(2 * ASKED.length);
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile, readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testHook } from '../support/http/deliveries.js';
import { Inbox } from '../support/http/inbox.js';
import { rawRequest } from '../support/http/raw-request.js';
import { PROGRAM, ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

/** Longer than any test may take: a stop that waits for a client never ends. */
const FOREVER_MS = 2 ** 31 - 1;

/** A connection on which `sent` has gone out. */
async function connection(url: string, sent: string): Promise<{ socket: Socket; received: () => string }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  await once(socket, 'connect');
  if (sent !== '') await new Promise((resolve) => socket.write(sent, resolve));
  return { socket, received: () => received };
}

/** Resolves when the server has answered something of this kind. */
const answered = (client: { received: () => string }, what: RegExp) =>
  expect.poll(client.received).toMatch(what);

const closed = async ({ socket }: { socket: Socket }) => {
  if (!socket.closed) await once(socket, 'close');
};

test('a server stops at once for clients that say nothing, send half a request, or keep their connection', async () => {
  const { url, stop } = await start({ internals: { stopGraceMs: FOREVER_MS } });
  const head = 'POST /api/v5/user/repos HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
  const clients = await Promise.all(
    ['', 'GET /_mock/rea', `${head}Content-Length: 20\r\n\r\n{"name":`, `${head}Content-Length: 20\r\n`].map(
      (sent) => connection(url, sent),
    ),
  );
  const kept = await connection(url, 'GET /_mock/ready HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await answered(kept, /200 OK/);
  await stop();
  await Promise.all([...clients, kept].map(closed));
  expect(clients.map(({ received }) => received())).toEqual(['', '', '', '']);
});

test('a stopping server ends its stream and answers calls that wait for a delivery or for settling', async () => {
  const { url, api, hook, inbox, stop } = await start({ internals: { stopGraceMs: FOREVER_MS } });
  const id = await hook({ url: inbox.url });
  const release = inbox.hold();
  await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).expect(204);
  await inbox.next();
  const stream = await connection(url, 'GET /_mock/stream HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await answered(stream, /: listening/);
  const waiting = rawRequest(url, { path: '/_mock/deliveries/wait?count=9&timeout=600s' });
  const settling = rawRequest(url, { path: '/_mock/settle?timeout=600s', method: 'POST' });
  // Both have come in when a later one is answered.
  await api.get('/_mock/ready').expect(200);
  const stopped = stop();
  for (const answer of await Promise.all([waiting, settling])) {
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toMatchObject({ error_code: 503, message: 'The server is stopping' });
  }
  await closed(stream);
  release();
  await stopped;
});

test('a server that stops finishes the answers that it has begun', async () => {
  const { url, api, stop } = await start({ internals: { stopGraceMs: FOREVER_MS } });
  await api.post('/_mock/faults').send({ on: 'api', kind: 'delay', delay: '300ms' }).expect(201);
  const slow = await connection(url, 'GET /api/v5/user HTTP/1.1\r\nHost: localhost\r\n\r\n');
  // It has come in when a later one is answered.
  await api.get('/_mock/ready').expect(200);
  await stop();
  await closed(slow);
  expect(slow.received()).toMatch(/^HTTP\/1.1 200 OK[^]*"login":"atomgit"/);
});

test.each([
  ['reset', 200, { cut_off: { requests: 1, deliveries: 1 } }],
  ['snapshots/one', 503, { message: 'The server is stopping' }],
] as const)('a stopping server ends the grace of %s, however long', async (path, status, answer) => {
  const server = await start({ hook: {}, internals: { stopGraceMs: FOREVER_MS } });
  const { url, api, inbox, hookId, stop } = server;
  const release = inbox.hold();
  await testHook(server, hookId);
  await inbox.next();
  const fetch =
    'Host: localhost\r\nContent-Type: application/x-git-upload-pack-request\r\nContent-Length: 20';
  const half = await connection(url, `POST /demo/demo.git/git-upload-pack HTTP/1.1\r\n${fetch}\r\n\r\n`);
  // Each has come in when a later one is answered.
  await api.get('/_mock/ready').expect(200);
  const waiting = rawRequest(url, { path: `/_mock/${path}?grace=600s`, method: 'POST' });
  await api.get('/_mock/ready').expect(200);
  const stopped = stop();
  const { status: answeredStatus, text } = await waiting;
  expect({ status: answeredStatus, body: JSON.parse(text) }).toMatchObject({ status, body: answer });
  release();
  await stopped;
  await closed(half);
});

test.each([
  ['thrown', 'throw new Error("planted")'],
  ['rejected', 'void Promise.reject(new Error("planted"))'],
])(
  'an error that nobody caught, %s, is logged with its stack, and the server stops in order',
  async (_, code) => {
    const folder = await temporaryFolder();
    const script = join(folder, 'plant.cjs');
    await writeFile(script, `process.on('SIGUSR2', function plant() { ${code}; });`);
    const temporary = await temporaryFolder();
    const environment = { NODE_OPTIONS: `--require ${script}`, TMPDIR: temporary };
    const server = await ServerProcess.ready(['--port', '0', '--ephemeral'], environment);
    const inbox = await Inbox.open();
    const release = inbox.hold();
    const hooks = '/api/v5/repos/demo/demo/hooks';
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ url: inbox.url });
    const { text } = await rawRequest(server.url, { path: hooks, method: 'POST', headers, body });
    await rawRequest(server.url, { path: `${hooks}/${JSON.parse(text).id}/tests`, method: 'POST' });
    await inbox.next();
    const finished = server.kill('SIGUSR2');
    await expect.poll(() => server.stderr).toMatch(/waiting for the deliveries under way/);
    release();
    expect(await finished).toMatchObject({ code: 1, signal: null });
    expect(server.stderr).toMatch(/error server: an error that nobody caught: Error: planted\n +at .*plant/);
    expect(server.stderr).toMatch(/HTTP 200/);
    expect(await readdir(temporary)).toEqual([]);
  },
);

test('with --exit-with-parent a server stops when the process that started it is killed', async () => {
  const temporary = await temporaryFolder();
  // The shell waits, so that it is the parent.
  const parent = spawn('sh', ['-c', '"$@" & wait', 'sh', process.execPath, PROGRAM, ...FLAGS], {
    env: { PATH: process.env['PATH'], TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  let printed = '';
  parent.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await expect.poll(() => printed).toMatch(/ready at/);
  expect(await readdir(temporary)).toHaveLength(1);
  parent.kill('SIGKILL');
  // Its end of the pipe closes with the last process that has it: the server.
  await once(parent, 'close');
  expect(await readdir(temporary)).toEqual([]);
});

const FLAGS = ['--port', '0', '--ephemeral', '--exit-with-parent'];

import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, symlink } from 'node:fs/promises';
import { once } from 'node:events';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { rawRequest } from '../support/http/raw-request.js';
import { runProgram } from '../support/git/persistent-shell.js';
import { start, type Started } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const MASTER = 'refs/heads/master';
const PATH = '/demo/demo.git/git-receive-pack';
const TYPE = { 'Content-Type': 'application/x-git-receive-pack-request' };

/** A clone with one large commit that is not pushed yet, and the request that would push it. */
async function unpushed({ clone }: Started) {
  const work = await clone();
  const before = await work.sha();
  const after = await work.commitFile('noise.bin', randomBytes(300_000));
  const body = await work.pushBody({ ref: MASTER, before, after });
  return { work, before, after, body };
}

const send = (url: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  rawRequest(url, {
    method: 'POST',
    path: PATH,
    headers: { ...TYPE, 'Content-Length': String(Buffer.byteLength(body)), ...headers },
    body,
  });

/** Begins a push that announces `length` bytes; resolves once `part` of it is on its way. */
async function begin(url: string, part: Buffer, length: number): Promise<ClientRequest> {
  const { hostname, port } = new URL(url);
  const headers = { ...TYPE, 'Content-Length': length };
  const outgoing = request({ hostname, port, method: 'POST', path: PATH, headers, agent: false });
  outgoing.on('error', () => undefined);
  await new Promise<void>((resolve) => outgoing.write(part, () => resolve()));
  return outgoing;
}

/** What git and the hooks leave behind when they are cut short. */
async function litter({ bare, dataFolder }: Started): Promise<string[]> {
  const objects = await readdir(join(bare(), 'objects'), { recursive: true });
  const spool = await readdir(join(dataFolder, 'spool'));
  return [...objects.filter((name) => /incoming|tmp_/.test(name)), ...spool];
}

/** Processes that this one has started and that still run `git receive-pack`. Only Linux tells; elsewhere none. */
async function receivers(): Promise<number> {
  if (!existsSync('/proc/self/task')) return 0;
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  const commands = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return commands.filter((command) => command.includes('receive-pack')).length;
}

/** Nothing has come of what was sent, and the next push is like any other. */
async function expectUnharmed(
  server: Started,
  { work, before, after }: Awaited<ReturnType<typeof unpushed>>,
) {
  await expect.poll(receivers).toBe(0);
  await server.settled();
  expect(await litter(server)).toEqual([]);
  expect(server.inbox.rest()).toEqual([]);
  expect(await git(server.bare(), ['for-each-ref', '--format=%(objectname) %(refname)'])).toBe(
    `${before} ${MASTER}`,
  );

  await work.push('master');
  expect((await server.inbox.next()).body).toMatchObject({ ref: MASTER, before, after });
  await expect.poll(receivers).toBe(0);
  await server.settled();
  expect(await litter(server)).toEqual([]);
  expect(server.inbox.rest()).toEqual([]);
}

test('a client that goes away in mid-push changes nothing', async () => {
  const server = await start({ hook: { push_events: true } });
  const push = await unpushed(server);
  const outgoing = await begin(server.url, push.body.subarray(0, 150_000), push.body.length);
  // Git has begun to take the pack in.
  await expect.poll(() => litter(server)).not.toEqual([]);
  outgoing.destroy();
  await expectUnharmed(server, push);
});

test('clients that go away at once leave nothing running', async () => {
  const server = await start({ hook: { push_events: true } });
  const push = await unpushed(server);
  for (const part of [0, 4, 100, 1_000, 100_000]) {
    const outgoing = await begin(server.url, push.body.subarray(0, part), push.body.length);
    outgoing.destroy();
  }
  await expect.poll(receivers).toBe(0);
  await expectUnharmed(server, push);
});

test('a client that disconnects before the answer has still pushed', async () => {
  const server = await start({ hook: { push_events: true } });
  const { body, before, after } = await unpushed(server);
  const outgoing = await begin(server.url, body, body.length + 1);
  await expect.poll(() => git(server.bare(), ['rev-parse', MASTER])).toBe(after);
  outgoing.destroy();
  expect((await server.inbox.next()).body).toMatchObject({ ref: MASTER, before, after });
  await expect.poll(() => litter(server)).toEqual([]);
});

test('a corrupt pack changes nothing', async () => {
  const server = await start({ hook: { push_events: true } });
  const push = await unpushed(server);
  const corrupt = Buffer.from(push.body);
  corrupt.writeUInt32BE(0xdeadbeef, 150_000);
  const truncated = push.body.subarray(0, -30);
  for (const body of [corrupt, truncated]) {
    const answer = await send(server.url, body);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain(`ok ${MASTER}`);
  }
  await expectUnharmed(server, push);
});

test('a push that git cannot make sense of is refused and sends nothing', async () => {
  const server = await start({ hook: { push_events: true } });
  const push = await unpushed(server);
  const text = push.body.toString('latin1');
  const bodies = [
    // A commit that neither the pack nor the repository has.
    text.replace(push.after, 'b'.repeat(40)),
    // A state that the branch is not in.
    text.replace(push.before, await push.work.sha('HEAD~2')),
  ];
  for (const body of bodies) {
    const answer = await send(server.url, Buffer.from(body, 'latin1'));
    expect(answer.text).toContain(`ng ${MASTER}`);
  }
  await expectUnharmed(server, push);
});

test('a body of garbage changes nothing', async () => {
  const server = await start({ hook: { push_events: true } });
  const push = await unpushed(server);
  const { url } = server;
  const gzip = { 'Content-Encoding': 'gzip' };
  const whole = gzipSync(push.body);
  const answers = [
    await send(url, ''),
    await send(url, '0000'),
    await send(url, 'garbage'),
    await send(url, 'ffff'),
    await send(url, randomBytes(100_000)),
    await send(url, push.body.subarray(0, 60)),
    await send(url, `0094${'0'.repeat(40)} ${'0'.repeat(40)} refs/heads/none\0 report-status`),
    await send(url, 'not gzip', gzip),
    await send(url, '', gzip),
    await send(url, whole.subarray(0, whole.length / 2), gzip),
    await send(url, push.body, { 'Content-Type': 'text/plain' }),
    await send(url, push.body, { 'Content-Type': 'application/x-git-upload-pack-request' }),
  ];
  for (const { status, text } of answers) {
    expect(status).toBeLessThan(500);
    expect(text).not.toContain(`ok ${MASTER}`);
  }
  await expectUnharmed(server, push);
});

test('a push of a ref that git does not allow is refused and sends nothing', async () => {
  const server = await start({ hook: { push_events: true, tag_push_events: true } });
  const push = await unpushed(server);
  for (const ref of [
    'refs/heads/../../escaped',
    'refs/heads/a.lock',
    'refs/heads/',
    'HEAD',
    '../config',
    'refs/heads/a b',
  ]) {
    const body = await push.work.pushBody({ ref, before: '0'.repeat(40), after: push.before });
    const answer = await send(server.url, body);
    expect({ ref, text: answer.text }).toEqual({ ref, text: expect.not.stringContaining(`ok ${ref}`) });
  }
  await expectUnharmed(server, push);
});

test('a deletion of what git does not allow as a ref reads no file and sends nothing', async () => {
  const server = await start({ hook: { push_events: true, tag_push_events: true } });
  const push = await unpushed(server);
  for (const ref of ['refs/heads/../heads/master', 'refs/tags/../heads/./master', 'refs/heads//master']) {
    const command = `${push.before} ${'0'.repeat(40)} ${ref}\0push-options`;
    const length = (command.length + 4).toString(16).padStart(4, '0');
    // Without a report, the server goes by the refs.
    expect((await send(server.url, `${length}${command}00000000`)).status).toBe(200);
  }
  await expectUnharmed(server, push);
});

/** A push, of 20 MB unless it is given, and another request behind it on the same connection. @returns how they are answered */
async function twoInARow(
  url: string,
  path: string,
  {
    headers = {},
    body: pushed = Buffer.alloc(20_000_000, '0000'),
  }: { readonly headers?: Record<string, string>; readonly body?: Buffer },
) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const { hostname, port } = new URL(url);
  const sent = [
    { method: 'POST', path, headers: { ...TYPE, ...headers }, body: pushed },
    { method: 'GET', path: '/_mock/ready', headers: {}, body: '' },
  ].map(async ({ body, ...options }) => {
    const outgoing = request({ hostname, port, agent, ...options });
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    const text = await readText(response);
    return { status: response.statusCode, text, port: outgoing.socket?.localPort };
  });
  return Promise.all(sent);
}

test.each([
  ['for its name', '/~bad/x.git', {}, 422],
  ['for its name, packed', '/~bad/x.git', { 'Content-Encoding': 'gzip' }, 422],
  ['for its garbage', '/demo/demo.git', { 'Content-Encoding': 'gzip' }, 200],
  ['by git, which finds nothing to do', '/demo/demo.git', {}, 200],
])('after a large push that is refused %s the connection serves on', async (_, at, headers, status) => {
  const { url } = await start();
  const [refused, next] = await twoInARow(url, `${at}/git-receive-pack`, { headers });
  expect(refused).toMatchObject({ status });
  expect(next).toEqual({ status: 200, text: '{"ready":true}', port: refused?.port });
});

test('a refused large push shows the reason, not a broken connection', async () => {
  const { bare, clone } = await start();
  await git(bare(), ['config', 'receive.maxInputSize', '100000']);
  const work = await clone();
  await work.commitFile('noise.bin', randomBytes(20_000_000));
  const refusal = await work.push('master').catch(String);
  expect(refusal).toMatch(/pack exceeds maximum allowed size/);
  expect(refusal).not.toMatch(/RPC failed|reset/);
});

test('after a large push that git cannot be started for, packed or not, the connection serves on', async () => {
  const folder = await temporaryFolder();
  const command = ['sh', '-c', 'command -v git'];
  const found = await runProgram({ folder, command, environment: process.env });
  await symlink(found.toString().trim(), join(folder, 'git'));
  const { url } = await start({ settings: { gitEnvironment: { PATH: folder } } });
  await rm(join(folder, 'git'));
  const noise = randomBytes(5_000_000);
  for (const sent of [{ body: noise }, { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(noise) }]) {
    const [refused, next] = await twoInARow(url, PATH, sent);
    expect(refused).toMatchObject({ status: 500 });
    expect(next).toEqual({ status: 200, text: '{"ready":true}', port: refused?.port });
  }
});

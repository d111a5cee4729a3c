import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import request from 'supertest';
import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { Inbox, type Call } from '../support/http/inbox.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { ServerProcess } from '../support/server/server-process.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const run = promisify(execFile);
const SOAK = fileURLToPath(new URL('../../soak/soak.mjs', import.meta.url));

/** A server in a process of its own, which can be killed and started again on the same folder. */
async function crashable() {
  const data = join(await temporaryFolder(), 'data');
  const inbox = await Inbox.open();
  const start = () => ServerProcess.ready(['--port', '0', '--data', data]);
  const server = await start();
  await request(server.url).post('/api/v5/repos/demo/demo/hooks').send({ url: inbox.url }).expect(200);
  const clone = await Clone.of(`${server.url}/demo/demo.git`);
  return { server, inbox, clone, start, bare: join(data, 'repositories/demo/demo.git') };
}

const settled = (server: ServerProcess) => request(server.url).post('/_mock/settle?timeout=60s').expect(200);
const deliveryId = (call: Call) => call.headers['x-atomgit-delivery'];
const after = (call: Call) => (call.body as { after: string }).after;

/** Stops git in the moment after it has moved the branch of a push, until `release`. */
const pauseAfterRefsMoved = (bare: string) =>
  pauseRef(bare, { ref: 'refs/heads/master', state: 'committed' });

test.each([
  ['a server killed when the refs have moved delivers the push after its next start', 'server'],
  ['git killed together with the server when the refs have moved loses nothing either', 'server and git'],
])('%s', async (_, killed) => {
  const { server, inbox, clone, start, bare } = await crashable();
  const pause = await pauseAfterRefsMoved(bare);
  const sha = await clone.commit('survives');
  const push = clone.push().catch(() => 'cut off');
  const git = await pause.reached();
  await server.kill('SIGKILL');
  if (killed === 'server and git') process.kill(git, 'SIGKILL');
  await pause.release();
  await push;

  const again = await start();
  expect(after(await inbox.next())).toBe(sha);
  await settled(again);
  expect(inbox.rest()).toEqual([]);
});

test('a push whose git outlives the server and never reports it is recorded before a push that builds on it', async () => {
  const { server, inbox, clone, start, bare } = await crashable();
  const pause = await pauseAfterRefsMoved(bare);
  const first = await clone.commit('cut off');
  const push = clone.push().catch(() => 'cut off');
  const git = await pause.reached();
  await server.kill('SIGKILL');
  await push;
  const second = await clone.commit('on top of it');
  await clone.git('push', '--quiet', bare, 'master');

  const again = await start();
  expect([after(await inbox.next()), after(await inbox.next())]).toEqual([first, second]);
  process.kill(git, 'SIGKILL');
  await pause.release();
  await settled(again);
  expect(inbox.rest()).toEqual([]);
});

test('a server killed with a request under way and another on record sends both after its next start, in order', async () => {
  const { server, inbox, clone, start } = await crashable();
  inbox.answer = () => undefined;
  const first = await clone.commit('first');
  await clone.push();
  const cutOff = await inbox.next();
  const second = await clone.commit('second');
  await clone.push();
  await server.kill('SIGKILL');

  inbox.answer = (_call, response) => void response.end();
  const again = await start();
  const calls = await inbox.several(2);
  expect(calls.map(after)).toEqual([first, second]);
  expect(calls.map(deliveryId)[0]).toBe(deliveryId(cutOff));
  await settled(again);
  expect(inbox.rest()).toEqual([]);
});

test('a server killed in the moment it reads the response repeats a delivery only under its own id', async () => {
  const { server, inbox, clone, start } = await crashable();
  const killed = new Promise<void>((resolve) => {
    inbox.answer = (_call, response) =>
      void response.end(() => {
        process.kill(server.pid, 'SIGKILL');
        resolve();
      });
  });
  const sha = await clone.commit('once or twice');
  const push = clone.push().catch(() => 'cut off');
  const first = await inbox.next();
  await killed;
  await server.finished();
  await push;

  inbox.answer = (_call, response) => void response.end();
  const again = await start();
  await settled(again);
  expect(after(first)).toBe(sha);
  for (const repeat of inbox.rest()) {
    expect(deliveryId(repeat)).toBe(deliveryId(first));
    expect(repeat.text).toBe(first.text);
  }
  const { body } = await request(again.url).get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([{ id: deliveryId(first), status: 'delivered' }]);
});

/** `npm run soak` does it five hundred times; a kill at every step that is known to matter has a test of its own. */
const RANDOM_KILLS = 3;

test('kills at random moments under a stream of pushes lose no push and keep the order of each hook', async () => {
  const { stdout } = await run(process.execPath, [SOAK, '--kills', `${RANDOM_KILLS}`, '--json'], {
    timeout: 280_000,
  });
  expect(JSON.parse(stdout)).toMatchObject({ kills: RANDOM_KILLS, lost: 0, outOfOrder: 0, wrong: 0 });
}, 300_000);

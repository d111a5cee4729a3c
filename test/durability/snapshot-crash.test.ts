import Database from 'better-sqlite3';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import request from 'supertest';
import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { mountTrouble, smallDisk } from '../support/server/small-disk.js';
import { ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const HOOK = { url: 'http://127.0.0.1:9/' };

/** A folder with the snapshots `one` and `two`: of `two` hooks, and branches that are named alike. */
async function withSnapshots(folder?: string) {
  const server = await start(folder === undefined ? {} : { settings: { data: folder } });
  const { api, bare, hook, dataFolder, localUrl, stop } = server;
  for (const name of ['one', 'two']) {
    await hook(HOOK);
    await git(bare(), ['update-ref', `refs/heads/${name}`, 'master']);
    await api.post(`/_mock/snapshots/${name}`).expect(201);
  }
  return { api, bare, dataFolder, url: localUrl, stop };
}

/** Which state rows and repositories are. */
async function stateOf(url: string, bare: string) {
  const { body } = await request(url).get(HOOKS).expect(200);
  const branches = await git(bare, ['for-each-ref', '--format=%(refname:short)', 'refs/heads']);
  return { hooks: body.length, branches: branches.split('\n').filter((name) => name !== 'master').length };
}

test.each([
  ['before the repositories are moved away', false],
  ['between the two moves', true],
])('a restore that was cut off %s is finished by the next start', async (_, isAway) => {
  const { api, bare, dataFolder, stop } = await withSnapshots();
  const root = join(dataFolder, 'repositories');
  const former = join(await temporaryFolder(), 'former');
  cpSync(root, former, { recursive: true });
  await api.post('/_mock/snapshots/one/restore').expect(200);
  await stop();

  // As a kill at that moment leaves it: the rows are those of the snapshot, and name the tree that waits.
  const rows = new Database(join(dataFolder, 'atomgit-mock.sqlite'), { readonly: true });
  const staged = join(
    dataFolder,
    'staging',
    String(rows.prepare('SELECT staged FROM generations').pluck().get()),
  );
  rows.close();
  renameSync(root, staged);
  renameSync(former, isAway ? `${staged}-former` : root);

  const { url } = await start({ settings: { data: dataFolder } });
  expect(await stateOf(url, bare())).toEqual({ hooks: 1, branches: 1 });
  expect(existsSync(staged)).toBe(false);
  await git(bare(), ['fsck', '--strict']);
});

test('a restore that was cut off before its rows are there has not taken place, and leaves nothing', async () => {
  const { bare, dataFolder, stop } = await withSnapshots();
  await stop();
  cpSync(join(dataFolder, 'repositories'), join(dataFolder, 'staging/tree-cut-off'), { recursive: true });
  const halves = ['0000-half', 'three.json.new'];
  for (const name of halves)
    cpSync(join(dataFolder, 'staging'), join(dataFolder, 'snapshots', name), { recursive: true });
  const { url, api } = await start({ settings: { data: dataFolder } });
  expect(await stateOf(url, bare())).toEqual({ hooks: 2, branches: 2 });
  expect(await readdir(join(dataFolder, 'staging'))).toEqual([]);
  // Two snapshots, a name and a state each; what the last run would have reset to is gone with it.
  expect(await readdir(join(dataFolder, 'snapshots'))).toHaveLength(4);
  await api.post('/_mock/snapshots/one/restore').expect(200);
  expect(await stateOf(url, bare())).toEqual({ hooks: 1, branches: 1 });
});

test('a snapshot whose file cannot be read is named in the log and kept, with all states, until it is deleted', async () => {
  const { dataFolder, stop } = await withSnapshots();
  await stop();
  const folder = join(dataFolder, 'snapshots');
  const file = join(folder, 'one.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, 40));
  writeFileSync(join(folder, 'draft.new'), text);
  let log = '';
  const next = () =>
    start({ settings: { data: dataFolder }, internals: { writeLog: (line) => (log += line) } });
  const damaged = await next();
  await expect.poll(() => log).toMatch(/"warn".*Snapshot \\"one\\" cannot be read/);
  expect((await damaged.api.get('/_mock/snapshots').expect(200)).body.items).toMatchObject([{ name: 'two' }]);
  const { body } = await damaged.api.post('/_mock/snapshots/one/restore').expect(409);
  expect(body.error_message).toMatch(/^Snapshot "one" cannot be read: .*JSON.*; take it again, or delete it/);
  expect(await readdir(folder)).not.toContain('draft.new');
  await damaged.stop();

  writeFileSync(file, text);
  const mended = await next();
  await mended.api.post('/_mock/snapshots/one/restore').expect(200);
  expect((await mended.api.get(HOOKS)).body).toHaveLength(1);

  writeFileSync(file, '');
  await mended.api.delete('/_mock/snapshots/one').expect(204);
  await mended.api.delete('/_mock/snapshots/one').expect(404);
  expect(existsSync(file)).toBe(false);
});

test('whenever a server is killed while it restores, it has the one state or the other at its next start', async () => {
  const { bare, dataFolder, stop } = await withSnapshots();
  await stop();
  const flags = ['--port', '0', '--log-format', 'json', '--data', dataFolder];
  let server = await ServerProcess.ready(flags);
  for (const delayMs of [10, 40]) {
    const { url } = server;
    const restoring = (async () => {
      for (;;)
        for (const name of ['one', 'two'])
          await fetch(`${url}/_mock/snapshots/${name}/restore`, { method: 'POST' });
    })().catch(() => 'killed');
    await request(server.url).get('/_mock/snapshots').expect(200);
    await wait(delayMs);
    await server.kill('SIGKILL');
    await restoring;
    server = await ServerProcess.ready(flags);
    const { hooks, branches } = await stateOf(server.url, bare());
    expect([1, 2]).toContain(hooks);
    expect(branches).toBe(hooks);
    await git(bare(), ['fsck', '--strict']);
    await expect.poll(() => readdir(join(dataFolder, 'staging'))).toEqual([]);
  }
});

const trouble = mountTrouble();

test.skipIf(trouble !== null)(
  `where the disk is full, snapshots and restores are refused with 507 and leave nothing${trouble === null ? '' : ` (skipped: ${trouble})`}`,
  async () => {
    const disk = await smallDisk();
    const { api, bare, dataFolder, url } = await withSnapshots(join(disk.folder, 'data'));
    const files = () =>
      readdirSync(dataFolder, { recursive: true })
        .filter((name) => !/sqlite-/.test(String(name)))
        .map(String);
    const before = files();
    disk.fill();
    for (const call of ['three', 'one/restore']) {
      const { body } = await api.post(`/_mock/snapshots/${call}`).expect(507);
      expect(body.error_code_name).toBe('INSUFFICIENT_STORAGE');
    }
    disk.free();
    expect(await stateOf(url, bare())).toEqual({ hooks: 2, branches: 2 });
    expect(new Set(files())).toEqual(new Set(before));
    await api.post('/_mock/snapshots/one/restore').expect(200);
    expect(await stateOf(url, bare())).toEqual({ hooks: 1, branches: 1 });
  },
);

/** Of a process on Linux: how many files it has open, and how many processes it has started that are there. */
function holdings(pid: number) {
  const isChild = (entry: string): boolean => {
    try {
      return new RegExp(`\\) \\S ${pid} `).test(readFileSync(`/proc/${entry}/stat`, 'latin1'));
    } catch {
      return false;
    }
  };
  const children = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && isChild(entry));
  return { descriptors: readdirSync(`/proc/${pid}/fd`).length, children: children.length };
}

test.skipIf(!existsSync('/proc/self/fd'))(
  'twenty resets in a row leave no files, no processes and nothing open behind',
  async () => {
    const { bare, dataFolder, stop } = await withSnapshots();
    await stop();
    const server = await ServerProcess.ready(['--port', '0', '--log-format', 'json', '--data', dataFolder]);
    const reset = () => request(server.url).post('/_mock/reset').expect(200);
    const files = () => readdirSync(dataFolder, { recursive: true }).length;
    await reset();
    // The next one waits until the last one has tidied up.
    await reset();
    const before = holdings(server.pid);
    const filesBefore = files();
    for (let time = 0; time < 20; time += 1) {
      // A git that stays with the repository, as after a push.
      await request(server.url).get('/api/v5/repos/demo/demo/branches/master').expect(200);
      await reset();
    }
    await reset();
    await expect.poll(() => holdings(server.pid).children).toBeLessThanOrEqual(before.children + 1);
    expect(holdings(server.pid).descriptors).toBeLessThan(before.descriptors + 10);
    // What the last one has replaced may be going still: the files of a repository.
    expect(files()).toBeLessThan(filesBefore + 2 * readdirSync(bare(), { recursive: true }).length);
    await server.kill('SIGTERM');
  },
);

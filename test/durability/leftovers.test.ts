import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { fork } from '../support/merge-requests/forks.js';
import { start } from '../support/server/start.js';

const PACK = `pack/pack-${'1'.repeat(40)}`;

/** What pushes that are under way, or were killed, keep among the objects. */
const OF_PUSHES = {
  'tmp_objdir-incoming-a1b2c3/ab/0123': 'half an object',
  'tmp_objdir-incoming-a1b2c3/pack/tmp_pack_x': 'half a pack',
  tmp_obj_0123: 'half an object',
  'pack/tmp_pack_x': 'half a pack',
  'pack/.tmp-1-pack-2.idx': 'half an index',
  [`${PACK}.keep`]: 'receive-pack 4194999 on somewhere',
};

const HOUR_MS = 3_600_000;

/** Puts files among the objects of a repository, last written to so long ago. */
async function leave(bare: string, files: Readonly<Record<string, string>>, ageMs: number) {
  const at = new Date(Date.now() - ageMs);
  for (const [name, content] of Object.entries(files)) {
    const file = join(bare, 'objects', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    for (let path = file; path !== join(bare, 'objects'); path = dirname(path)) await utimes(path, at, at);
  }
}

/** All files and folders there that are no loose objects. */
const odd = async (bare: string): Promise<string[]> =>
  (await readdir(join(bare, 'objects'), { recursive: true })).filter((name) => /tmp|keep/.test(name)).sort();

test('a fork has nothing of pushes that its parent is just receiving', async () => {
  const server = await start();
  const { bare } = server;
  await git(bare(), ['repack', '--quiet', '-a', '-d']);
  await leave(bare(), { ...OF_PUSHES, 'ab/tmp_obj_4567': 'half an object' }, 0);
  await fork(server, 'atomgit').expect(200);
  expect(await odd(bare('atomgit/demo'))).toEqual([]);
  const log = ['log', '--format=%H %s', '--all'];
  expect(await git(bare('atomgit/demo'), log)).toBe(await git(bare(), log));
  await git(bare('atomgit/demo'), ['fsck', '--strict']);
});

test("a fork finds objects in its parent's alternates", async () => {
  const server = await start();
  const { bare } = server;
  await fork(server, 'atomgit').expect(200);
  // As somebody may arrange it by hand: all objects of the fork are those of its parent.
  const alternates = join(bare('atomgit/demo'), 'objects/info/alternates');
  await mkdir(dirname(alternates), { recursive: true });
  await writeFile(alternates, '../../../demo/demo.git/objects\n');
  await git(bare('atomgit/demo'), ['prune-packed']);
  await git(bare('atomgit/demo'), ['repack', '-a', '-d', '-l']);
  const again = { path: 'again' };
  await fork(server, 'atomgit', again, 'atomgit/demo').expect(200);
  await git(bare('atomgit/again'), ['fsck', '--strict']);
  const log = ['log', '--format=%H', '--all'];
  expect(await git(bare('atomgit/again'), log)).toBe(await git(bare(), log));
});

test('a start removes the leftovers of killed pushes, but no files that a push by path may still be writing', async () => {
  const first = await start();
  const { bare, dataFolder } = first;
  await fork(first, 'atomgit').expect(200);
  await first.stop();
  const kept = { [`${PACK}0.keep`]: 'mine', 'tmp_objdir-incoming-new/ab/0123': 'half an object' };
  await leave(bare(), OF_PUSHES, 2 * HOUR_MS);
  await leave(bare('atomgit/demo'), { ...OF_PUSHES, ...kept }, 2 * HOUR_MS);
  await leave(bare('atomgit/demo'), { 'tmp_objdir-incoming-new/ab/4567': 'the other half' }, HOUR_MS / 2);
  await start({ settings: { data: dataFolder } });
  expect(await odd(bare())).toEqual([]);
  expect(await odd(bare('atomgit/demo'))).toEqual(
    [
      `${PACK}0.keep`,
      'tmp_objdir-incoming-new',
      'tmp_objdir-incoming-new/ab',
      'tmp_objdir-incoming-new/ab/0123',
      'tmp_objdir-incoming-new/ab/4567',
    ].sort(),
  );
});

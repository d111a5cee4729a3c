import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { JournalFolder } from './journal-folder.js';
import { ServedPushes } from './served-pushes.js';

/** What is written there finds no room. */
const FULL = '/dev/full';

test.skipIf(!existsSync(FULL))('a record that the disk has no room for leaves no file behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atomgit-mock-spool-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await symlink(FULL, join(folder, 'x.pushing'));
  expect(() => new JournalFolder(folder, new ServedPushes()).write('x', 'pushing', 'a record\n')).toThrow(
    'ENOSPC',
  );
  expect(await readdir(folder)).toEqual([]);
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Ten times what the suite needs at once. */
const ROOM = 2 * 1024 ** 3;

/**
 * All temporary folders of a run lie in one, which goes with the run. It lies in memory where the machine has a place for
 * it, unless `TMPDIR` names another: a test makes and removes a hundred small files, and a push waits for the disk several
 * times. What a killed server has written stays as on a disk.
 */
export default function setup(): () => void {
  const root = mkdtempSync(
    join(process.env['TMPDIR'] || (hasRoom() ? MEMORY : tmpdir()), 'atomgit-mock-suite-'),
  );
  process.env['TMPDIR'] = root;
  return () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}

/** In a container the place is small, and programs may not lie there, as git's hooks do. */
function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM && mayHaveHooks();
  } catch {
    return false;
  }
}

function mayHaveHooks(): boolean {
  const folder = mkdtempSync(join(MEMORY, 'atomgit-mock-suite-'));
  try {
    const hook = join(folder, 'hook');
    writeFileSync(hook, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(hook).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

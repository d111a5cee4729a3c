import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is removed when `release` is called, or when this process ends, however it ends. */
export interface TemporaryFolder {
  readonly path: string;
  release(): Promise<void>;
}

/**
 * Removes the folder when its input ends, which happens when the parent process ends in any way. A git process may
 * still write a last file, so it tries again after a second. Ignores Ctrl-C.
 */
const GUARD = `trap '' HUP INT TERM
while read -r _; do :; done
rm -rf -- "$1" 2>/dev/null || { sleep 1; rm -rf -- "$1"; }`;

/** A killed process removes nothing, so a watcher process, ten lines of shell, removes the folder. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'atomgit-mock-'));
  const guard = spawn('/bin/sh', ['-c', GUARD, 'atomgit-mock-guard', path], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
  });
  await once(guard, 'spawn');
  // The watcher does not keep the process alive.
  guard.unref();
  return {
    path,
    release: async () => {
      guard.ref();
      const gone = once(guard, 'close');
      guard.stdin.end();
      await gone;
    },
  };
}

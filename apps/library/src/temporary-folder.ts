import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that goes when `release` is called, or when this process is gone, however it went. */
export interface TemporaryFolder {
  readonly path: string;
  release(): Promise<void>;
}

/**
 * Waits for the end of its input, which comes with the end of whoever holds the other end, killed or not. Git may still be
 * about to end, too, and write its last file: so once more, a moment later. It is to outlive a Ctrl-C.
 */
const GUARD = `trap '' HUP INT TERM
while read -r _; do :; done
rm -rf -- "$1" 2>/dev/null || { sleep 1; rm -rf -- "$1"; }`;

/** A process that is killed removes nothing, so a small one of its own watches over the folder: ten lines of shell at rest. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'atomgit-mock-'));
  const guard = spawn('/bin/sh', ['-c', GUARD, 'atomgit-mock-guard', path], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
  });
  await once(guard, 'spawn');
  // Whoever forgets to stop a server is not kept alive by this.
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

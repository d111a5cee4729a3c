import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.js';

const shell = (command: string) => execFileSync('sh', ['-c', command], { stdio: 'pipe' });

/** Why there can be no small disk of the test's own; null where there can. */
export function mountTrouble(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux may mount a tmpfs';
  try {
    shell('unshare --mount mount -t tmpfs tmpfs /mnt');
    return null;
  } catch (error) {
    return `a tmpfs cannot be mounted: ${String(error)}`;
  }
}

/** A disk of 20 MB, which can be filled. */
export async function smallDisk() {
  const folder = join(await temporaryFolder(), 'disk');
  await mkdir(folder);
  shell(`mount -t tmpfs -o size=20m tmpfs '${folder}'`);
  onTestFinished(() => void shell(`umount --lazy '${folder}'`));
  const filler = join(folder, 'filler');
  return {
    folder,
    /** @param bytes that stay free */
    fill: (bytes = 0) => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - bytes));
    },
    free: () => rmSync(filler),
  };
}

import { copyFileSync, constants, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { unlessAbsent } from '../../files/absent.js';
import { linkObjects } from './object-links.js';

/**
 * A second bare repository with all that the first one has, its own configuration and hooks included. Objects are hard links,
 * as in a fork; all other files are copies. What a git at work there is about to put into place is left out.
 *
 * Loose refs come before packed ones, as git reads them, and refs before objects: what a ref points at by then is there.
 */
export async function copyRepository(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  copyFiles(join(from, 'refs'), join(to, 'refs'));
  // Small files, quicker without the thread pool.
  copyFiles(from, to, ['refs', 'objects']);
  for (const folder of ['info', 'pack']) mkdirSync(join(to, 'objects', folder), { recursive: true });
  await linkObjects(from, to);
}

/** @param except names that are left out */
function copyFiles(from: string, to: string, except: readonly string[] = []): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (except.includes(entry.name) || entry.name.endsWith('.lock')) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    // What goes in this moment was not meant to stay.
    unlessAbsent(() => {
      if (entry.isDirectory()) copyFiles(source, target);
      else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
      else if (entry.isFile()) copyFileSync(source, target, constants.COPYFILE_FICLONE);
    });
  }
}

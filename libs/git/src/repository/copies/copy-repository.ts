import { copyFileSync, constants, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { unlessAbsent } from '../../files/absent.js';
import { linkObjects } from './object-links.js';

/**
 * Copies a bare repository with its configuration and hooks. Objects are hard links, as in a fork; all other files
 * are copies. Unfinished files of a running git are left out. Loose refs are copied before packed ones, as git reads
 * them, and refs before objects: the objects of every copied ref exist.
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
    // A file that disappears meanwhile was temporary.
    unlessAbsent(() => {
      if (entry.isDirectory()) copyFiles(source, target);
      else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
      else if (entry.isFile()) copyFileSync(source, target, constants.COPYFILE_FICLONE);
    });
  }
}

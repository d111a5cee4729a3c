import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ForgeError, quoted } from '#domain';
import type { NewFile } from '#git';

/** The limit in memory; use a bundle for more. */
const MOST_BYTES = 256 * 1024 * 1024;

const OWNER_EXECUTES = 0o100;

/**
 * The files below a folder by path, without git's own, sorted by name.
 * @throws ForgeError `invalid` when it cannot be read, has anything but files and folders, or is too large
 */
export async function filesIn(folder: string): Promise<[string, NewFile][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new ForgeError('invalid', `folder ${quoted(folder)} cannot be read: ${String(error)}`);
  });
  const places = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({
      entry,
      path: relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'),
    }))
    .filter(({ path }) => !path.split('/').includes('.git'))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const files: [string, NewFile][] = [];
  let bytes = 0;
  for (const { entry, path } of places) {
    if (!entry.isFile())
      throw new ForgeError('invalid', `folder has ${quoted(path)}, which is neither a file nor a folder`);
    const place = join(folder, path);
    const { size, mode } = await stat(place);
    bytes += size;
    if (bytes > MOST_BYTES)
      throw new ForgeError(
        'invalid',
        `folder ${quoted(folder)} has more than ${MOST_BYTES} bytes: make a bundle of it`,
      );
    files.push([path, { content: await readFile(place), isExecutable: (mode & OWNER_EXECUTES) !== 0 }]);
  }
  return files;
}

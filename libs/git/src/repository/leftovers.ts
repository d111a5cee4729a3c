import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A running push keeps writing; a file untouched for this long has no living writer. */
const ABANDONED_AFTER_MS = 3_600_000;

/** `receive-pack 1234 on host`; other `.keep` files were made by users. */
const OF_A_PUSH = /^(receive|fetch)-pack \d+ on /;

/**
 * Removes from a bare repository what killed or failed pushes have left: the folder in which git keeps what it
 * receives (`tmp_objdir-…`), unfinished files (`tmp_…`), and the `.keep` of a pack. Called at the start of the
 * server, which serves no push by then; but somebody may be pushing by path, so only files untouched for an hour are
 * removed. Unfinished loose objects stay until a prune: they are small and rare.
 */
export async function removeLeftovers(folder: string): Promise<void> {
  const objects = join(folder, 'objects');
  for (const place of [objects, join(objects, 'pack')]) {
    for (const name of await namesIn(place)) {
      const path = join(place, name);
      const isLeft = /^\.?tmp[_-]/.test(name) || (name.endsWith('.keep') && (await isOfAPush(path)));
      if (isLeft && (await isAbandoned(path))) await rm(path, { recursive: true, force: true });
    }
  }
}

const isOfAPush = async (file: string): Promise<boolean> =>
  OF_A_PUSH.test(await readFile(file, 'latin1').catch(() => ''));

/** Whether nothing in it has changed lately. */
async function isAbandoned(path: string): Promise<boolean> {
  const inside = await readdir(path, { recursive: true }).catch(() => []);
  const paths = [path, ...inside.map((name) => join(path, name))];
  const changes = await Promise.all(paths.map(changedAt));
  return Math.max(...changes) < Date.now() - ABANDONED_AFTER_MS;
}

/** Milliseconds since 1970. A file that disappears counts as being written. */
const changedAt = async (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Infinity,
  );

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

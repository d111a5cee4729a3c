import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A push writes as it receives; what nobody has written to for this long has no living writer. */
const ABANDONED_AFTER_MS = 3_600_000;

/** `receive-pack 1234 on host`; other `.keep` files are somebody's wish. */
const OF_A_PUSH = /^(receive|fetch)-pack \d+ on /;

/**
 * Removes from a bare repository what pushes that were killed, or found no room, have left in it: the folder in which git
 * keeps what it receives until it takes it (`tmp_objdir-…`), what it has begun (`tmp_…`), and the `.keep` of a pack.
 *
 * Meant for the start of the server. It serves no push by then, but somebody may be pushing by path, and such a folder
 * does not say who writes it: so only what has not been written to for an hour goes. Objects begun in one of the 256
 * folders of loose ones stay until somebody prunes: they are small, and hardly ever there.
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

/** Whether neither it nor anything in it has changed lately. */
async function isAbandoned(path: string): Promise<boolean> {
  const inside = await readdir(path, { recursive: true }).catch(() => []);
  const paths = [path, ...inside.map((name) => join(path, name))];
  const changes = await Promise.all(paths.map(changedAt));
  return Math.max(...changes) < Date.now() - ABANDONED_AFTER_MS;
}

/** Milliseconds since 1970. What goes in this moment is being written. */
const changedAt = async (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Infinity,
  );

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

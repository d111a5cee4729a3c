import { copyFile, link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '#domain';

/** How often packs are listed again when a repack interferes. */
const MOST_LISTINGS = 10;

/**
 * Copies the objects of another repository into an empty bare one, as hard links where the file system has them.
 * Takes finished files only: neither what a push under way has received (`tmp_objdir-…`, `tmp_pack_…`, `tmp_obj_…`)
 * nor its `.keep` files. `git clone --local` takes all that, too, and fails when some of it disappears.
 */
export async function linkObjects(from: string, to: string): Promise<void> {
  const [source, target] = [join(from, 'objects'), join(to, 'objects')];
  await linkLoose(source, target);
  // Packs after loose objects: a repack writes a pack before it removes them.
  for (let listing = 1; !(await linkPacks(source, target)); listing += 1) {
    if (listing === MOST_LISTINGS) throw new Error(`the packs of ${from} do not stop changing`);
  }
  await copyAlternates(source, target);
}

async function linkLoose(source: string, target: string): Promise<void> {
  const folders = (await namesIn(source)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  for (const folder of folders) {
    const names = (await namesIn(join(source, folder))).filter((name) => /^[0-9a-f]{38}$/.test(name));
    await mkdir(join(target, folder), { recursive: true });
    await Promise.all(names.map((name) => linkFile(join(source, folder, name), join(target, folder, name))));
  }
}

/** @returns whether all listed packs were still there */
async function linkPacks(source: string, target: string): Promise<boolean> {
  const names = await namesIn(join(source, 'pack'));
  const packs = names
    .filter((name) => /^pack-.*\.idx$/.test(name))
    .map((name) => name.slice(0, -'.idx'.length));
  await mkdir(join(target, 'pack'), { recursive: true });
  for (const pack of packs) {
    // The index comes last: with it git accepts the pack as complete.
    for (const suffix of ['.rev', '.bitmap', '.pack', '.idx']) {
      const name = pack + suffix;
      if (!names.includes(name)) continue;
      if (!(await linkFile(join(source, 'pack', name), join(target, 'pack', name)))) return false;
    }
  }
  return true;
}

/** @returns false when the file is gone */
async function linkFile(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return true;
    if (codeOf(error) === 'ENOENT') return false;
  }
  // The file system has no hard links, or the file has too many.
  await copyFile(source, target);
  return true;
}

/** The repository's alternates; relative ones start at its own folder. */
async function copyAlternates(source: string, target: string): Promise<void> {
  const text = await readFile(join(source, 'info/alternates'), 'utf8').catch(() => '');
  const folders = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (folders.length === 0) return;
  const lines = folders.map((folder) => `${resolve(source, folder)}\n`);
  await writeFile(join(target, 'info/alternates'), lines.join(''));
}

/** None for a missing folder: git removes empty ones. */
const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });

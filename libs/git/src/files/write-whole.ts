import { readFile, rename, writeFile } from 'node:fs/promises';

/** Replaces a file atomically: readers find the old text or the new one, even on a full disk. */
export async function writeWhole(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  const draft = `${file}.new`;
  await writeFile(draft, text);
  await rename(draft, file);
}

import { readFile, rename, writeFile } from 'node:fs/promises';

/** Writes a file that others read at any time: they find the old text or the new one, even where a disk is full. */
export async function writeWhole(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  const draft = `${file}.new`;
  await writeFile(draft, text);
  await rename(draft, file);
}

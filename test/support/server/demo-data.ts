import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createServer } from '../../../apps/server/src/create-server.js';

interface DataFile {
  /** Inside the data folder. */
  readonly name: string;
  readonly content: Buffer;
  readonly mode: number;
}

let files: Promise<readonly DataFile[]> | undefined;

/**
 * Fills a folder with what a server leaves there that was started on an empty one. Once for all tests, a server does
 * that: three processes and all migrations are half of a start.
 */
export async function writeDemoData(folder: string): Promise<void> {
  files ??= demoData();
  // Small files, quicker without the thread pool.
  const made = new Set<string>();
  for (const { name, content, mode } of await files) {
    const file = join(folder, name);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, content, { mode });
  }
}

async function demoData(): Promise<DataFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'atomgit-mock-demo-'));
  try {
    const server = await createServer({ port: 0, logFormat: 'json', data: folder });
    await server.stop();
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    return await Promise.all(names.map((name) => dataFile(folder, name)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function dataFile(folder: string, file: string): Promise<DataFile> {
  const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
  return { name: relative(folder, file), content, mode };
}

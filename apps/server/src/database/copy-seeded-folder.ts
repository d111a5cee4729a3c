import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './data-source-options.js';

/** Made by the build beside the program; there is none beside the sources. */
const SEEDED_FOLDER = join(import.meta.dirname, 'seeded-folder');
const REPOSITORIES = 'repositories';
/** Folders that git needs and that are empty: packages do not carry those. */
const EMPTY_FOLDERS = ['objects/info', 'objects/pack', 'refs/tags'];

/**
 * Fills a new data folder with what a first start makes there, which takes several processes and all migrations: the
 * tables, the default user and `demo/demo`. Does nothing where the build has left no such folder, or where repositories
 * lie already: of a copy that was cut off, or of somebody who has only lost the database.
 */
export function copySeededFolder(folder: string): void {
  const repositories = join(folder, REPOSITORIES);
  if (!existsSync(databaseFile(SEEDED_FOLDER)) || existsSync(repositories)) return;
  cpSync(join(SEEDED_FOLDER, REPOSITORIES), repositories, { recursive: true });
  for (const name of EMPTY_FOLDERS)
    mkdirSync(join(repositories, 'demo', 'demo.git', name), { recursive: true });
  const unfinished = `${databaseFile(folder)}.new`;
  cpSync(databaseFile(SEEDED_FOLDER), unfinished);
  renameSync(unfinished, databaseFile(folder));
}

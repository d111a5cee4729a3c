import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './data-source-options.js';

/** Made by the build beside the program; missing when run from sources. */
const SEEDED_FOLDER = join(import.meta.dirname, 'seeded-folder');
const REPOSITORIES = 'repositories';
/** Empty folders that git needs: packages do not contain empty folders. */
const EMPTY_FOLDERS = ['objects/info', 'objects/pack', 'refs/tags'];

/**
 * Copies the result of a first start into a new data folder: the tables, the default user and `demo/demo`, which take
 * several processes and all migrations. Does nothing without a seeded folder, or when there are repositories already:
 * from an interrupted copy, or of a user who lost only the database.
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

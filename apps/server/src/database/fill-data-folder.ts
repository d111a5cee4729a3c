import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../process/start-error.js';
import { databaseFile } from './data-source-options.js';

const REPOSITORIES = 'repositories';

/**
 * Fills a new data folder completely or not at all, even if the process dies: the content is made elsewhere and moved
 * when it is complete.
 * @param fill fills an empty folder with a database and repositories
 */
export async function fillDataFolder(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const [draft, complete] = [join(folder, 'seed.draft'), join(folder, 'seed.complete')];
  if (!existsSync(complete)) {
    if (existsSync(join(folder, REPOSITORIES))) {
      throw new StartError(
        `the data folder ${folder} has repositories but no database, so there is no room for a seed: choose an empty folder with --data`,
      );
    }
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft);
    try {
      await fill(draft);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    await rename(draft, complete);
  }
  await moveIfThere(join(complete, REPOSITORIES), join(folder, REPOSITORIES));
  await moveIfThere(databaseFile(complete), databaseFile(folder));
  await rm(complete, { recursive: true, force: true });
}

async function moveIfThere(from: string, to: string): Promise<void> {
  if (existsSync(from)) await rename(from, to);
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { codeOf, messageOf } from '#domain';
import { MIGRATIONS } from '../../../../migrations/index.js';
import { StartError } from '../process/start-error.js';
import { databaseFile } from './data-source-options.js';
import { startRefusal } from './start-refusal.js';

/** The data folder of one server, until it is released. */
export interface DataFolder {
  readonly path: string;
  release(): Promise<void>;
}

/**
 * Creates the folder if needed and locks it against other servers.
 * @param wanted null for a temporary folder that `release` removes
 * @param temporary an existing temporary folder
 * @throws StartError when it can't be created or written, is in use, or was made by a newer version
 */
export async function openDataFolder(wanted: string | null, temporary?: string): Promise<DataFolder> {
  const path = wanted ?? temporary ?? (await temporaryFolder());
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw new StartError(`the data folder ${path} cannot be created: ${messageOf(error)}`);
  });
  const unlock = lock(path);
  const release = async () => {
    unlock();
    if (wanted === null) await rm(path, { recursive: true, force: true });
  };
  try {
    refuseNewer(path);
  } catch (error) {
    await release();
    throw error;
  }
  return { path, release };
}

async function temporaryFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'atomgit-mock-'));
  } catch (error) {
    throw new StartError(
      `a temporary folder cannot be created in ${tmpdir()}: ${messageOf(error)}; set TMPDIR, or choose a folder with --data`,
    );
  }
}

/** Holds an exclusive transaction, which the operating system ends with the process. */
function lock(folder: string): () => void {
  let guard: Database.Database | undefined;
  try {
    guard = new Database(join(folder, 'server.lock'), { timeout: 0 });
    guard.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    guard?.close();
    if (codeOf(error).startsWith('SQLITE_BUSY')) {
      throw new StartError(
        `the data folder ${folder} is in use by another atomgit-mock; stop it, or choose another folder with --data`,
      );
    }
    throw new StartError(`the data folder ${folder} cannot be written: ${messageOf(error)}`);
  }
  const held = guard;
  return () => held.close();
}

/** An unknown migration was run by a newer version. */
function refuseNewer(folder: string): void {
  const file = databaseFile(folder);
  if (!existsSync(file)) return;
  let database: Database.Database | undefined;
  try {
    database = new Database(file);
    const hasHistory = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").get();
    if (hasHistory === undefined) return;
    const known = new Set(MIGRATIONS.map((migration) => migration.name));
    const run = database.prepare('SELECT name FROM migrations').pluck().all();
    if (run.every((name) => known.has(String(name)))) return;
  } catch (error) {
    throw (
      startRefusal(error, folder) ??
      new StartError(`the database ${file} cannot be read: ${messageOf(error)}`)
    );
  } finally {
    database?.close();
  }
  throw new StartError(
    `the data folder ${folder} was made by a newer atomgit-mock; use that version, or another folder with --data`,
  );
}

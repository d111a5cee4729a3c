import Database from 'better-sqlite3';
import { join } from 'node:path';
import { ServerProcess } from './server-process.js';

/**
 * A server whose files may not become larger than that: the system refuses what is beyond, as a disk that fails does. Files
 * that are larger already can be read.
 */
export const startWithLargestFile = (kilobytes: number, args: readonly string[]): Promise<ServerProcess> =>
  ServerProcess.readyThrough(['sh', '-c', `ulimit -f ${2 * kilobytes} && exec "$@"`, 'sh'], args);

/** Makes room in the server's write-ahead log, from outside. */
export function makeRoom(data: string): void {
  const database = new Database(join(data, 'atomgit-mock.sqlite'));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { AttemptRow, DeliveryRow, EventRow, PayloadRow } from '#dispatcher';
import { FORGE_ROWS } from '#forge';
import { HookRow } from '#webhooks';
import { GenerationRow } from '../snapshots/generation.entity.js';
import { MIGRATIONS } from '../../../../migrations/index.js';

export const databaseFile = (dataFolder: string): string => join(dataFolder, 'atomgit-mock.sqlite');

type SqliteOptions = Extract<DataSourceOptions, { readonly type: 'better-sqlite3' }>;

interface DatabasePlace {
  readonly dataFolder: string;
  /** Whether the folder is removed when the server stops. */
  readonly isEphemeral: boolean;
  /** How long the start waits while another process has locked the database. */
  readonly lockWaitMs: number;
}

export const dataSourceOptions = ({ dataFolder, isEphemeral, lockWaitMs }: DatabasePlace): SqliteOptions => ({
  type: 'better-sqlite3',
  database: databaseFile(dataFolder),
  timeout: lockWaitMs,
  enableWAL: true,
  prepareDatabase: (database: { pragma(text: string): unknown }) => {
    // A commit is on disk before it is reported, so that a power cut loses nothing. In a temporary folder, commits
    // need only outlive the process.
    database.pragma(`synchronous = ${isEphemeral ? 'OFF' : 'FULL'}`);
    // 16 MB of pages collect in the WAL before they are moved to the database: under load most are written more than
    // once.
    database.pragma('wal_autocheckpoint = 4000');
  },
  entities: [...FORGE_ROWS, HookRow, EventRow, PayloadRow, DeliveryRow, AttemptRow, GenerationRow],
  migrations: [...MIGRATIONS],
  // TypeORM keeps a hundred, first in, first out; the calls of all addresses need more.
  statementCacheSize: 500,
  migrationsRun: true,
  synchronize: false,
});

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
  /** Whether the folder goes when the server stops. */
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
    // A commit is on the disk before anybody is told of it, so that a power cut loses nothing either. Nobody comes back
    // to a folder that goes with its server: there, a commit outlives the process only.
    database.pragma(`synchronous = ${isEphemeral ? 'OFF' : 'FULL'}`);
    // So many pages, 16 MB, are written before they move on from the WAL: under load most are written more than once.
    database.pragma('wal_autocheckpoint = 4000');
  },
  entities: [...FORGE_ROWS, HookRow, EventRow, PayloadRow, DeliveryRow, AttemptRow, GenerationRow],
  migrations: [...MIGRATIONS],
  migrationsRun: true,
  synchronize: false,
});

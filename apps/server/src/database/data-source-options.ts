import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { AttemptRow, DeliveryRow, EventRow, PayloadRow } from '#dispatcher';
import { FORGE_ROWS } from '#forge';
import { HookRow } from '#webhooks';
import { MIGRATIONS } from '../../../../migrations/index.js';

export const databaseFile = (dataFolder: string): string => join(dataFolder, 'atomgit-mock.sqlite');

/** @param lockWaitMs how long the start waits while another process has locked the database */
export const dataSourceOptions = (dataFolder: string, lockWaitMs: number): DataSourceOptions => ({
  type: 'better-sqlite3',
  database: databaseFile(dataFolder),
  timeout: lockWaitMs,
  enableWAL: true,
  prepareDatabase: (database: { pragma(text: string): unknown }) => {
    // A commit is on the disk before anybody is told of it, so that a power cut loses nothing either.
    database.pragma('synchronous = FULL');
    // So many pages, 16 MB, are written before they move on from the WAL: under load most are written more than once.
    database.pragma('wal_autocheckpoint = 4000');
  },
  entities: [...FORGE_ROWS, HookRow, EventRow, PayloadRow, DeliveryRow, AttemptRow],
  migrations: [...MIGRATIONS],
  migrationsRun: true,
  synchronize: false,
});

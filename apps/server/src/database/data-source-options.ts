import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { AttemptRow, DeliveryRow, EventRow, PayloadRow } from '#dispatcher';
import { FORGE_ROWS } from '#forge';
import { HookRow } from '#hooks';
import { MIGRATIONS } from '../../../../migrations/index.js';

export const databaseFile = (dataFolder: string): string => join(dataFolder, 'atomgit-mock.sqlite');

export const dataSourceOptions = (dataFolder: string): DataSourceOptions => ({
  type: 'better-sqlite3',
  database: databaseFile(dataFolder),
  enableWAL: true,
  // A commit is on the disk before anybody is told of it, so that a power cut loses nothing either.
  prepareDatabase: (database: { pragma(text: string): unknown }) =>
    void database.pragma('synchronous = FULL'),
  entities: [...FORGE_ROWS, HookRow, EventRow, PayloadRow, DeliveryRow, AttemptRow],
  migrations: [...MIGRATIONS],
  migrationsRun: true,
  synchronize: false,
});

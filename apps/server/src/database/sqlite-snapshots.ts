import { Injectable } from '@nestjs/common';
import Database from 'better-sqlite3';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { ForgeError, UnitOfWork } from '#domain';
import { GitSettings } from '#git';
import { MIGRATIONS } from '../../../../migrations/index.js';
import { databaseFile, dataSourceOptions } from './data-source-options.js';
import { DatabaseSettings } from './database-settings.js';
import { DatabaseSnapshots } from './database-snapshots.js';

/** Tables that no snapshot restores: the generation of the rows, and the migrations. */
const KEPT = ['migrations', 'generations'];

@Injectable()
export class SqliteSnapshots extends DatabaseSnapshots {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: DatabaseSettings,
    private readonly place: GitSettings,
  ) {
    super();
  }

  /** Uses its own connection, which sees committed rows only and is in nobody's transaction. */
  override async take(file: string): Promise<void> {
    const database = new Database(databaseFile(this.place.dataFolder), { readonly: true });
    try {
      if (this.settings.isEphemeral) database.pragma('synchronous = OFF');
      database.prepare('VACUUM INTO ?').run(file);
    } finally {
      database.close();
    }
  }

  override async upgrade(file: string): Promise<void> {
    const made = migrationsOf(file);
    const known = MIGRATIONS.map(({ name }) => name);
    if (!made.every((name) => known.includes(name)))
      throw new ForgeError('conflict', 'The snapshot was made by a newer atomgit-mock: use that version');
    if (made.length === known.length) return;
    const { lockWaitMs, isEphemeral } = this.settings;
    const options = dataSourceOptions({ dataFolder: this.place.dataFolder, lockWaitMs, isEphemeral });
    const old = new DataSource({ ...options, database: file, enableWAL: false });
    await old.initialize();
    await old.destroy();
  }

  override async restore(file: string, alongside: (tx: EntityManager) => Promise<void>): Promise<void> {
    let isAttached = false;
    try {
      await this.unitOfWork.run(async (tx) => {
        await tx.query('ATTACH DATABASE ? AS snapshot', [file]);
        isAttached = true;
        // Tables are copied one by one, whatever their references.
        await tx.query('PRAGMA defer_foreign_keys = ON');
        for (const statement of await replacement(tx)) await tx.query(statement);
        await alongside(tx);
      });
    } finally {
      if (isAttached) await this.dataSource.query('DETACH DATABASE snapshot');
    }
  }

  override async lastId(entity: EntityTarget<ObjectLiteral>): Promise<number> {
    const { tableName } = this.dataSource.getMetadata(entity);
    const sql = 'SELECT seq FROM sqlite_sequence WHERE name = ?';
    const [counter] = await this.dataSource.query<{ seq: number }[]>(sql, [tableName]);
    return counter?.seq ?? 0;
  }
}

function migrationsOf(file: string): readonly string[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare('SELECT name FROM migrations').pluck().all().map(String);
  } finally {
    database.close();
  }
}

/** The statements that copy the rows of `snapshot` into each table; SQLite's own counters come last. */
async function replacement(tx: EntityManager): Promise<readonly string[]> {
  const tables = await tx.query<{ name: string }[]>(
    `SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  const names = tables.map(({ name }) => name).filter((name) => !KEPT.includes(name));
  return [
    // Tables are newer than those that they refer to, so no deleted row is still referred to.
    ...names.toReversed().map((name) => `DELETE FROM main."${name}"`),
    // Without the condition SQLite would copy whole pages of some tables without checking references.
    ...names.map((name) => `INSERT INTO main."${name}" SELECT * FROM snapshot."${name}" WHERE true`),
    // The insertions have counted, too: up to the newest row, and not to the last id that was given.
    'DELETE FROM main.sqlite_sequence',
    'INSERT INTO main.sqlite_sequence SELECT * FROM snapshot.sqlite_sequence',
  ];
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import Database from 'better-sqlite3';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { rootCodeOf } from './storage-error-of.js';
import { Transactions } from './transactions.js';

/**
 * SQLite rolls back by itself when a disk is full or fails. TypeORM does not notice and treats later statements as
 * part of that transaction, which is never committed. So SQLite itself is asked whether a transaction is open.
 */
@Injectable()
export class SqliteTransactions extends Transactions implements OnModuleInit {
  private connection: Database.Database | null = null;
  /** One connection for all. */
  private readonly runner: QueryRunner;

  constructor(private readonly dataSource: DataSource) {
    super();
    this.runner = dataSource.createQueryRunner();
  }

  async onModuleInit(): Promise<void> {
    const connection: unknown = await this.runner.connect();
    if (!(connection instanceof Database)) throw new TypeError('the database is not SQLite');
    // SQLite would block the whole process while it waits for other processes. The timeout is zero from here on.
    connection.pragma('busy_timeout = 0');
    this.connection = connection;
  }

  /** IMMEDIATE takes the write lock at once, not at the first write. */
  override async begin(): Promise<EntityManager | null> {
    await this.rollBack();
    try {
      this.open.exec('BEGIN IMMEDIATE');
    } catch (error) {
      if (rootCodeOf(error) === 'SQLITE_BUSY') return null;
      throw error;
    }
    // Otherwise `save` would begin its own transaction.
    Object.assign(this.runner, { isTransactionActive: true });
    return this.dataSource.createEntityManager(this.runner);
  }

  override async commit(): Promise<void> {
    // An error inside was caught, and SQLite has rolled back everything before it.
    if (!this.open.inTransaction) throw new Error('SQLite has rolled the transaction back');
    this.open.exec('COMMIT');
    this.isOver();
  }

  override async rollBack(): Promise<void> {
    if (this.open.inTransaction) this.open.exec('ROLLBACK');
    this.isOver();
  }

  override async writeLittle(): Promise<void> {
    // The value is unused. SQLite writes its page even when it is unchanged.
    this.open.exec('PRAGMA user_version = 0');
  }

  private isOver(): void {
    Object.assign(this.runner, { isTransactionActive: false });
  }

  private get open(): Database.Database {
    if (this.connection === null) throw new Error('the database is not open yet');
    return this.connection;
  }
}

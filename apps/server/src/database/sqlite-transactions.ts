import { Injectable, type OnModuleInit } from '@nestjs/common';
import Database from 'better-sqlite3';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { rootCodeOf } from './storage-error-of.js';
import { Transactions } from './transactions.js';

/**
 * SQLite rolls back by itself when a disk is full or fails. TypeORM does not notice, and takes what comes next for a part of
 * that transaction, which nobody ever commits. So only SQLite is asked here whether one is open.
 */
@Injectable()
export class SqliteTransactions extends Transactions implements OnModuleInit {
  private connection: Database.Database | null = null;
  /** There is one for everybody. */
  private readonly runner: QueryRunner;

  constructor(private readonly dataSource: DataSource) {
    super();
    this.runner = dataSource.createQueryRunner();
  }

  async onModuleInit(): Promise<void> {
    const connection: unknown = await this.runner.connect();
    if (!(connection instanceof Database)) throw new TypeError('the database is not SQLite');
    // SQLite would wait for other processes within a call, and all requests with it. Until here there are none.
    connection.pragma('busy_timeout = 0');
    this.connection = connection;
  }

  /** IMMEDIATE: whoever has begun can write, and never finds halfway that somebody else does. */
  override async begin(): Promise<EntityManager | null> {
    await this.rollBack();
    try {
      this.open.exec('BEGIN IMMEDIATE');
    } catch (error) {
      if (rootCodeOf(error) === 'SQLITE_BUSY') return null;
      throw error;
    }
    // Or else `save` would begin one of its own.
    Object.assign(this.runner, { isTransactionActive: true });
    return this.dataSource.createEntityManager(this.runner);
  }

  override async commit(): Promise<void> {
    // What failed within was caught, and all before it is gone.
    if (!this.open.inTransaction) throw new Error('SQLite has rolled the transaction back');
    this.open.exec('COMMIT');
    this.isOver();
  }

  override async rollBack(): Promise<void> {
    if (this.open.inTransaction) this.open.exec('ROLLBACK');
    this.isOver();
  }

  override async writeLittle(): Promise<void> {
    // Nobody reads that number. SQLite writes its page even if it stays what it was.
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

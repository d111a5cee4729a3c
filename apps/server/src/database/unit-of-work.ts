import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { UnitOfWork } from '#domain';

/**
 * SQLite has one writer, and TypeORM gives everybody the same connection to it: two transactions at once would be
 * one. So they queue here. On a database with a connection pool the queue could go; the callers would not notice.
 */
@Injectable()
export class SerialUnitOfWork extends UnitOfWork<EntityManager> {
  private last: Promise<unknown> = Promise.resolve();
  private readonly afterwards = new WeakMap<EntityManager, (() => void)[]>();

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const result = this.last.then(() => this.transaction(work));
    this.last = result.catch(() => undefined);
    return result;
  }

  override afterCommit(tx: EntityManager, action: () => void): void {
    const actions = this.afterwards.get(tx) ?? [];
    actions.push(action);
    this.afterwards.set(tx, actions);
  }

  private async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    let actions: (() => void)[] = [];
    const result = await this.dataSource.transaction(async (tx) => {
      const worked = await work(tx);
      actions = this.afterwards.get(tx) ?? [];
      return worked;
    });
    for (const action of actions) action();
    return result;
  }
}

import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const NEW = [
  ['events', ['happened_at', 'id']],
  ['deliveries', ['created_at', 'id']],
  ['deliveries', ['hook_id', 'created_at', 'id']],
  ['deliveries', ['repository_key', 'created_at', 'id']],
  ['deliveries', ['status', 'created_at', 'id']],
] as const;

/** Served only the lists that are by time now. */
const OLD = [
  ['deliveries', ['hook_id', 'id']],
  ['deliveries', ['repository_key', 'id']],
] as const;

type Indices = readonly (readonly [table: string, columns: readonly string[]])[];

async function create(indices: Indices, runner: QueryRunner): Promise<void> {
  for (const [table, columns] of indices)
    await runner.createIndex(table, new TableIndex({ columnNames: [...columns] }));
}

async function drop(indices: Indices, runner: QueryRunner): Promise<void> {
  for (const [table, columns] of indices) {
    const found = (await runner.getTable(table))?.indices.find(
      // There is another one of a hook's deliveries, of some of them.
      ({ columnNames, where }) => !where && columnNames.join() === columns.join(),
    );
    if (found !== undefined) await runner.dropIndex(table, found);
  }
}

/** Lists of events and deliveries are by time, and by id only within one time. */
export class NewestFirst1798600000000 implements MigrationInterface {
  readonly name = 'NewestFirst1798600000000';

  async up(runner: QueryRunner): Promise<void> {
    await create(NEW, runner);
    await drop(OLD, runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await create(OLD, runner);
    await drop(NEW, runner);
  }
}

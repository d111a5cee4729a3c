import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = [
  ['hooks', new TableColumn({ name: 'retry_delays_ms', type: 'text', isNullable: true })],
  ['deliveries', new TableColumn({ name: 'retries', type: 'integer', default: 0 })],
  ['deliveries', new TableColumn({ name: 'next_attempt_at', type: 'text', isNullable: true })],
] as const;

/** When a hook's failed deliveries are tried again, and where each delivery stands. */
export class Retries1797000000000 implements MigrationInterface {
  readonly name = 'Retries1797000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) await runner.addColumn(table, column.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of [...COLUMNS].reverse()) await runner.dropColumn(table, column.name);
  }
}

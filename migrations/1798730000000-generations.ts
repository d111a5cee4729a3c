import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { integer, nullable, text } from './columns.js';

const TABLE = new Table({
  name: 'generations',
  columns: [
    { ...integer('number'), isPrimary: true },
    integer('event'),
    integer('delivery'),
    integer('attempt'),
    nullable(text('staged')),
  ],
});

/** How often the rows and repositories have been replaced, and what is still to be put into place. */
export class Generations1798730000000 implements MigrationInterface {
  readonly name = 'Generations1798730000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TABLE);
  }
}

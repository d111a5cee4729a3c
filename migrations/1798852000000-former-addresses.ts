import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { integer, text } from './columns.js';

const ADDRESSES = new Table({
  name: 'former_addresses',
  columns: [
    { ...text('owner_key'), isPrimary: true },
    { ...text('path_key'), isPrimary: true },
    integer('repository_id'),
  ],
  indices: [{ columnNames: ['repository_id'] }],
});

/** Where repositories were before they moved. */
export class FormerAddresses1798852000000 implements MigrationInterface {
  readonly name = 'FormerAddresses1798852000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(ADDRESSES.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(ADDRESSES.name);
  }
}

import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { integer, text } from './columns.js';

const ofRepository = {
  columnNames: ['repository_id'],
  referencedTableName: 'repositories',
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
};
const key = [
  { ...integer('repository_id'), isPrimary: true },
  { ...text('wildcard'), isPrimary: true },
];

const TABLES = [
  new Table({
    name: 'branch_rules',
    columns: [...key, text('pushers'), text('mergers'), text('updated_at')],
    foreignKeys: [ofRepository],
  }),
  new Table({
    name: 'tag_rules',
    columns: [...key, integer('create_level')],
    foreignKeys: [ofRepository],
  }),
];

/** Which branches and tags are protected. */
export class Protection1798750000000 implements MigrationInterface {
  readonly name = 'Protection1798750000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
  }
}

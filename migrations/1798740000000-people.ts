import { Table, TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { id, integer, text } from './columns.js';

const empty = (name: string): TableColumn => new TableColumn({ ...text(name), default: "''" });

const PROFILE = ['name', 'description', 'email', 'location', 'homepage'];

const TABLES = [
  new Table({
    name: 'members',
    columns: [
      { ...integer('namespace_id'), isPrimary: true },
      { ...integer('user_id'), isPrimary: true },
      text('role'),
    ],
    foreignKeys: [
      {
        columnNames: ['namespace_id'],
        referencedTableName: 'namespaces',
        referencedColumnNames: ['id'],
        onDelete: 'CASCADE',
      },
    ],
    indices: [{ columnNames: ['user_id'] }],
  }),
  new Table({
    name: 'keys',
    columns: [id, integer('user_id'), text('title'), text('key'), text('fingerprint'), text('created_at')],
    indices: [{ columnNames: ['fingerprint'], isUnique: true }, { columnNames: ['user_id'] }],
  }),
];

/** Organisations have members and something to say of themselves; users have keys. */
export class People1798740000000 implements MigrationInterface {
  readonly name = 'People1798740000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of PROFILE) await runner.addColumn('namespaces', empty(name));
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table.name);
    for (const name of PROFILE) await runner.dropColumn('namespaces', name);
  }
}

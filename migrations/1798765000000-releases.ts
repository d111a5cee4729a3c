import { Table, type MigrationInterface, type QueryRunner, type TableForeignKeyOptions } from 'typeorm';
import { flag, id, integer, text } from './columns.js';

/** A row that goes with the one it belongs to. */
const partOf = (column: string, table: string): TableForeignKeyOptions => ({
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
});

const TABLES = [
  new Table({
    name: 'releases',
    columns: [
      id,
      integer('repository_id'),
      text('tag'),
      text('sha'),
      text('name'),
      text('description'),
      flag('is_prerelease'),
      integer('author_id'),
      text('created_at'),
    ],
    foreignKeys: [partOf('repository_id', 'repositories')],
    uniques: [{ columnNames: ['repository_id', 'tag'] }],
  }),
  new Table({
    name: 'release_attachments',
    columns: [id, integer('release_id'), text('name'), integer('size'), text('content')],
    foreignKeys: [partOf('release_id', 'releases')],
    uniques: [{ columnNames: ['release_id', 'name'] }],
  }),
  new Table({
    name: 'release_uploads',
    columns: [{ ...text('key'), isPrimary: true }, integer('release_id'), text('name'), text('expires_at')],
    foreignKeys: [partOf('release_id', 'releases')],
    indices: [{ columnNames: ['release_id'] }, { columnNames: ['expires_at'] }],
  }),
];

/** Releases and their files. */
export class Releases1798765000000 implements MigrationInterface {
  readonly name = 'Releases1798765000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
  }
}

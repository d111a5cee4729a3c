import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { id, integer, text } from './columns.js';

const FILES = new Table({
  name: 'uploaded_files',
  columns: [id, integer('repository_id'), text('key'), text('name'), text('content'), text('created_at')],
  foreignKeys: [
    {
      columnNames: ['repository_id'],
      referencedTableName: 'repositories',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
  uniques: [{ columnNames: ['repository_id', 'key'] }],
});

/** Files for descriptions and comments. */
export class UploadedFiles1798800000000 implements MigrationInterface {
  readonly name = 'UploadedFiles1798800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(FILES.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(FILES.name);
  }
}

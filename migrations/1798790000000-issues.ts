import { Table, type MigrationInterface, type QueryRunner, type TableForeignKeyOptions } from 'typeorm';
import { flag, id, integer, nullable, text } from './columns.js';

/** A row that goes with the one it belongs to. */
const partOf = (column: string, table: string): TableForeignKeyOptions => ({
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
});

const TABLES = [
  new Table({
    name: 'milestones',
    columns: [
      id,
      integer('repository_id'),
      text('title'),
      text('description'),
      text('state'),
      nullable(text('due_on')),
      text('created_at'),
      text('updated_at'),
    ],
    foreignKeys: [partOf('repository_id', 'repositories')],
    indices: [{ columnNames: ['repository_id'] }],
  }),
  new Table({
    name: 'issues',
    columns: [
      id,
      integer('iid'),
      integer('repository_id'),
      integer('author_id'),
      nullable(integer('assignee_id')),
      nullable(integer('milestone_id')),
      text('title'),
      text('description'),
      text('state'),
      flag('is_confidential'),
      text('created_at'),
      text('updated_at'),
      nullable(text('closed_at')),
    ],
    foreignKeys: [partOf('repository_id', 'repositories')],
    uniques: [{ columnNames: ['repository_id', 'iid'] }],
    indices: [
      { columnNames: ['repository_id', 'state'] },
      { columnNames: ['repository_id', 'updated_at'] },
      { columnNames: ['milestone_id'] },
    ],
  }),
  new Table({
    name: 'issue_labels',
    columns: [
      { ...integer('issue_id'), isPrimary: true },
      { ...integer('label_id'), isPrimary: true },
    ],
    foreignKeys: [partOf('issue_id', 'issues'), partOf('label_id', 'labels')],
    indices: [{ columnNames: ['label_id'] }],
  }),
  new Table({
    name: 'issue_changes',
    columns: [
      id,
      integer('issue_id'),
      integer('user_id'),
      text('action'),
      text('content'),
      text('created_at'),
    ],
    foreignKeys: [partOf('issue_id', 'issues')],
    indices: [{ columnNames: ['issue_id'] }],
  }),
  new Table({
    name: 'issue_links',
    columns: [
      { ...integer('issue_id'), isPrimary: true },
      { ...integer('merge_request_id'), isPrimary: true },
      flag('is_by_hand'),
    ],
    foreignKeys: [partOf('issue_id', 'issues'), partOf('merge_request_id', 'merge_requests')],
    indices: [{ columnNames: ['merge_request_id'] }],
  }),
];

/** Issues with all that belongs to them, milestones, and comments on issues. */
export class Issues1798790000000 implements MigrationInterface {
  readonly name = 'Issues1798790000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
    // In SQLite, TypeORM's own addColumn copies the whole table; this is SQL that PostgreSQL knows, too.
    await runner.query(`ALTER TABLE "notes" ADD COLUMN "issue_id" integer`);
    await runner.query(`CREATE INDEX "notes_issue_id" ON "notes" ("issue_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "notes_issue_id"`);
    await runner.query(`ALTER TABLE "notes" DROP COLUMN "issue_id"`);
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
  }
}

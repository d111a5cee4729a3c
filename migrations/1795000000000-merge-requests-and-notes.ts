import {
  Table,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
  type TableForeignKeyOptions,
} from 'typeorm';
import { flag, id, integer, nullable, text } from './columns.js';

const key = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isPrimary: true });

/** A row that goes with the one it belongs to. */
const partOf = (column: string, table: string): TableForeignKeyOptions => ({
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
});

const TABLES = [
  new Table({
    name: 'labels',
    columns: [id, integer('repository_id'), text('name'), text('color'), text('created_at')],
    foreignKeys: [partOf('repository_id', 'repositories')],
    uniques: [{ columnNames: ['repository_id', 'name'] }],
  }),
  new Table({
    name: 'merge_requests',
    columns: [
      id,
      integer('iid'),
      integer('target_id'),
      text('target_branch'),
      integer('source_id'),
      text('source_branch'),
      integer('author_id'),
      text('title'),
      text('description'),
      text('state'),
      text('merge_status'),
      text('head_sha'),
      text('target_sha'),
      nullable(text('merge_commit_sha')),
      nullable(integer('milestone_id')),
      nullable(text('squash_message')),
      flag('squash'),
      flag('prune_source_branch'),
      text('created_at'),
      text('updated_at'),
      nullable(text('closed_at')),
      nullable(integer('closed_by_id')),
      nullable(text('merged_at')),
      nullable(integer('merged_by_id')),
    ],
    foreignKeys: [partOf('target_id', 'repositories')],
    uniques: [{ columnNames: ['target_id', 'iid'] }],
    indices: [
      { columnNames: ['source_id', 'source_branch'] },
      { columnNames: ['target_id', 'target_branch'] },
    ],
  }),
  new Table({
    name: 'merge_request_labels',
    columns: [key(integer('merge_request_id')), key(integer('label_id'))],
    foreignKeys: [partOf('merge_request_id', 'merge_requests'), partOf('label_id', 'labels')],
  }),
  new Table({
    name: 'merge_request_people',
    columns: [
      key(integer('merge_request_id')),
      key(text('role')),
      key(integer('user_id')),
      integer('place'),
      flag('has_approved'),
    ],
    foreignKeys: [partOf('merge_request_id', 'merge_requests')],
  }),
  new Table({
    name: 'notes',
    columns: [
      id,
      integer('repository_id'),
      integer('author_id'),
      text('body'),
      nullable(text('commit_sha')),
      nullable(integer('merge_request_id')),
      nullable(text('path')),
      nullable(integer('position')),
      nullable(text('line_code')),
      nullable(text('file_diff')),
      text('discussion_id'),
      text('created_at'),
      text('updated_at'),
    ],
    foreignKeys: [partOf('repository_id', 'repositories'), partOf('merge_request_id', 'merge_requests')],
    indices: [
      { columnNames: ['repository_id', 'commit_sha'] },
      { columnNames: ['merge_request_id'] },
      { columnNames: ['discussion_id'] },
    ],
  }),
];

export class MergeRequestsAndNotes1795000000000 implements MigrationInterface {
  readonly name = 'MergeRequestsAndNotes1795000000000';

  async up(runner: QueryRunner): Promise<void> {
    // In SQLite, TypeORM's own addColumn copies the whole table; this is SQL that PostgreSQL knows, too.
    await runner.query(`ALTER TABLE "repositories" ADD COLUMN "parent_id" integer`);
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
    await runner.query(`ALTER TABLE "repositories" DROP COLUMN "parent_id"`);
  }
}

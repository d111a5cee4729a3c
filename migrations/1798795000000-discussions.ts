import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { id, integer, text } from './columns.js';

const ofMergeRequest = {
  columnNames: ['merge_request_id'],
  referencedTableName: 'merge_requests',
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
};

const TABLES = [
  new Table({
    name: 'merge_request_operations',
    columns: [
      id,
      integer('merge_request_id'),
      integer('user_id'),
      text('action'),
      text('content'),
      text('created_at'),
    ],
    foreignKeys: [ofMergeRequest],
    indices: [{ columnNames: ['merge_request_id'] }],
  }),
  new Table({
    name: 'discussion_resolutions',
    columns: [
      { ...text('discussion_id'), isPrimary: true },
      integer('merge_request_id'),
      integer('resolved_by_id'),
      text('resolved_at'),
    ],
    foreignKeys: [ofMergeRequest],
    indices: [{ columnNames: ['merge_request_id'] }],
  }),
];

/** What was done with merge requests, and which discussions on them are settled. */
export class Discussions1798795000000 implements MigrationInterface {
  readonly name = 'Discussions1798795000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
  }
}

import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { flag, id, integer, nullable, text } from './columns.js';

const ofRepository = {
  columnNames: ['repository_id'],
  referencedTableName: 'repositories',
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
};

const TABLES = [
  new Table({
    name: 'commit_statuses',
    columns: [
      id,
      integer('repository_id'),
      text('sha'),
      text('context'),
      text('state'),
      nullable(text('target_url')),
      nullable(text('description')),
      integer('creator_id'),
      text('created_at'),
    ],
    foreignKeys: [ofRepository],
    indices: [{ columnNames: ['repository_id', 'sha', 'context'] }],
  }),
  new Table({
    name: 'check_runs',
    columns: [
      id,
      integer('repository_id'),
      text('sha'),
      text('name'),
      text('status'),
      nullable(text('conclusion')),
      nullable(text('details_url')),
      nullable(text('external_id')),
      nullable(text('title')),
      nullable(text('summary')),
      nullable(text('text')),
      text('started_at'),
      nullable(text('completed_at')),
    ],
    foreignKeys: [ofRepository],
    indices: [{ columnNames: ['repository_id', 'sha', 'name'] }],
  }),
  new Table({
    name: 'merge_rules',
    columns: [
      { ...integer('repository_id'), isPrimary: true },
      flag('needs_pipeline'),
      text('required_contexts'),
    ],
    foreignKeys: [ofRepository],
  }),
];

/** What CI reports of commits, and what has to be good before something is merged. */
export class CommitStatuses1798710000000 implements MigrationInterface {
  readonly name = 'CommitStatuses1798710000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
  }
}

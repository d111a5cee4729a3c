import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { flag, id, integer, nullable, text } from './columns.js';

const unique = (name: string): TableColumnOptions => ({ ...text(name), isUnique: true });

const TABLES = [
  new Table({
    name: 'users',
    columns: [
      id,
      text('login'),
      unique('login_key'),
      text('name'),
      text('email'),
      text('avatar_url'),
      unique('token'),
      text('created_at'),
    ],
  }),
  new Table({
    name: 'namespaces',
    columns: [id, text('path'), unique('path_key'), text('kind'), integer('owner_id')],
    foreignKeys: [{ columnNames: ['owner_id'], referencedTableName: 'users', referencedColumnNames: ['id'] }],
  }),
  new Table({
    name: 'repositories',
    columns: [
      id,
      integer('namespace_id'),
      text('path'),
      text('path_key'),
      text('name'),
      text('description'),
      text('visibility'),
      text('created_at'),
      text('updated_at'),
    ],
    foreignKeys: [
      { columnNames: ['namespace_id'], referencedTableName: 'namespaces', referencedColumnNames: ['id'] },
    ],
    uniques: [{ columnNames: ['namespace_id', 'path_key'] }],
  }),
  new Table({
    name: 'collaborators',
    columns: [
      { ...integer('repository_id'), isPrimary: true },
      { ...integer('user_id'), isPrimary: true },
      text('permission'),
    ],
  }),
  new Table({
    name: 'hooks',
    columns: [
      id,
      integer('repository_id'),
      text('url'),
      text('password'),
      integer('encryption_type'),
      nullable(integer('timeout_ms')),
      flag('push_events'),
      flag('tag_push_events'),
      flag('issues_events'),
      flag('note_events'),
      flag('merge_requests_events'),
      text('created_at'),
    ],
    indices: [{ columnNames: ['repository_id'] }],
  }),
  new Table({
    name: 'events',
    columns: [id, unique('key'), text('kind'), text('repository'), text('happened_at')],
  }),
  new Table({
    name: 'payloads',
    columns: [id, integer('event_id'), text('event_name'), text('body')],
    foreignKeys: [
      { columnNames: ['event_id'], referencedTableName: 'events', referencedColumnNames: ['id'] },
    ],
    indices: [{ columnNames: ['event_id'] }],
  }),
  new Table({
    name: 'deliveries',
    columns: [
      id,
      unique('uuid'),
      integer('payload_id'),
      integer('hook_id'),
      text('repository'),
      text('repository_key'),
      text('event_name'),
      text('status'),
      text('created_at'),
      nullable(integer('status_code')),
      nullable(text('error')),
    ],
    foreignKeys: [
      { columnNames: ['payload_id'], referencedTableName: 'payloads', referencedColumnNames: ['id'] },
    ],
    indices: [
      { columnNames: ['hook_id', 'id'] },
      { columnNames: ['status', 'id'] },
      { columnNames: ['repository_key', 'id'] },
      { columnNames: ['payload_id'] },
    ],
  }),
  new Table({
    name: 'attempts',
    columns: [
      id,
      integer('delivery_id'),
      text('started_at'),
      integer('duration_ms'),
      text('url'),
      text('request_line'),
      text('request_headers'),
      nullable(integer('status_code')),
      nullable(text('response_headers')),
      nullable(text('response_body')),
      flag('response_truncated'),
      nullable(text('error')),
    ],
    foreignKeys: [
      { columnNames: ['delivery_id'], referencedTableName: 'deliveries', referencedColumnNames: ['id'] },
    ],
    indices: [{ columnNames: ['delivery_id'] }],
  }),
];

export class FirstTables1764000000000 implements MigrationInterface {
  readonly name = 'FirstTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
  }
}

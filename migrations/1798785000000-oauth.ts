import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { flag, id, integer, nullable, text } from './columns.js';

const TABLES = [
  new Table({
    name: 'oauth_applications',
    columns: [
      id,
      text('name'),
      { ...text('client_id'), isUnique: true },
      nullable(text('client_secret')),
      text('redirect_uris'),
      text('created_at'),
    ],
  }),
  new Table({
    name: 'oauth_grants',
    columns: [
      id,
      { ...text('code_hash'), isUnique: true },
      text('client_id'),
      integer('user_id'),
      text('redirect_uri'),
      text('scope'),
      nullable(text('challenge')),
      text('challenge_method'),
      text('expires_at'),
      flag('is_used'),
    ],
  }),
  new Table({
    name: 'oauth_tokens',
    columns: [
      id,
      integer('grant_id'),
      { ...text('access_hash'), isUnique: true },
      { ...text('refresh_hash'), isUnique: true },
      text('client_id'),
      integer('user_id'),
      text('scope'),
      text('expires_at'),
      text('refresh_expires_at'),
      flag('is_revoked'),
    ],
    indices: [{ columnNames: ['grant_id'] }],
  }),
];

/** Applications that users let in, and the codes and tokens that they get. */
export class OAuth1798785000000 implements MigrationInterface {
  readonly name = 'OAuth1798785000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone(), true, true, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await runner.dropTable(table.name);
  }
}

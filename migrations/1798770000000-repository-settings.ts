import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { flag, integer, text } from './columns.js';

const repositoryId = { ...integer('repository_id'), isPrimary: true };
const ofRepository = {
  columnNames: ['repository_id'],
  referencedTableName: 'repositories',
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
};

const SETTINGS = new Table({
  name: 'repository_settings',
  columns: [repositoryId, text('chosen'), text('updated_at')],
  foreignKeys: [ofRepository],
});

/** What a merge waits for, which is among the other settings from now on. */
const MERGE_RULES = new Table({
  name: 'merge_rules',
  columns: [repositoryId, flag('needs_pipeline'), text('required_contexts')],
  foreignKeys: [ofRepository],
});

interface MergeRule {
  readonly repository_id: number;
  readonly needs_pipeline: boolean | number;
  readonly required_contexts: string;
}

/** All that can be set of a repository, in one row. */
export class RepositorySettings1798770000000 implements MigrationInterface {
  readonly name = 'RepositorySettings1798770000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(SETTINGS.clone(), true, true, true);
    const rules: readonly MergeRule[] = await runner.query('SELECT * FROM merge_rules');
    for (const rule of rules) {
      const merges = {
        only_allow_merge_if_pipeline_succeeds: Boolean(rule.needs_pipeline),
        required_contexts: JSON.parse(rule.required_contexts) as unknown,
      };
      const chosen = JSON.stringify({ merges }).replaceAll("'", "''");
      await runner.query(
        `INSERT INTO "repository_settings" ("repository_id", "chosen", "updated_at") VALUES (${rule.repository_id}, '${chosen}', '${new Date().toISOString()}')`,
      );
    }
    await runner.dropTable('merge_rules');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createTable(MERGE_RULES.clone(), true, true, true);
    await runner.dropTable('repository_settings');
  }
}

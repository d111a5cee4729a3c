import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a hook is for. */
export class HookDescriptions1798840000000 implements MigrationInterface {
  readonly name = 'HookDescriptions1798840000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" ADD COLUMN "description" text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" DROP COLUMN "description"`);
  }
}

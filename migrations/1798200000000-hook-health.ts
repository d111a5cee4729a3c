import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How each hook has fared lately: whether it rests, or is disabled. */
export class HookHealth1798200000000 implements MigrationInterface {
  readonly name = 'HookHealth1798200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" ADD COLUMN "failures" integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE "hooks" ADD COLUMN "rests_until" text`);
    await runner.query(`ALTER TABLE "hooks" ADD COLUMN "is_disabled" boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" DROP COLUMN "is_disabled"`);
    await runner.query(`ALTER TABLE "hooks" DROP COLUMN "rests_until"`);
    await runner.query(`ALTER TABLE "hooks" DROP COLUMN "failures"`);
  }
}

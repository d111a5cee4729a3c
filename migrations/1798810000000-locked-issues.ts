import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which issues take no comments from others, and why one was closed. */
export class LockedIssues1798810000000 implements MigrationInterface {
  readonly name = 'LockedIssues1798810000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "issues" ADD COLUMN "is_locked" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "issues" ADD COLUMN "close_reason" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "issues" DROP COLUMN "close_reason"`);
    await runner.query(`ALTER TABLE "issues" DROP COLUMN "is_locked"`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody pushed last; before anybody has, when the repository was made. And how many merge requests are open is found at once. */
export class LastPushes1798830000000 implements MigrationInterface {
  readonly name = 'LastPushes1798830000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "repositories" ADD COLUMN "pushed_at" text NOT NULL DEFAULT ''`);
    await runner.query(`CREATE INDEX "IDX_merge_requests_state" ON "merge_requests" ("target_id", "state")`);
    await runner.query(`UPDATE "repositories" SET "pushed_at" = "updated_at"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_merge_requests_state"`);
    await runner.query(`ALTER TABLE "repositories" DROP COLUMN "pushed_at"`);
  }
}

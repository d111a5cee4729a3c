import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where events happened, who did it, and what in a few words. */
export class Activities1798820000000 implements MigrationInterface {
  readonly name = 'Activities1798820000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" ADD COLUMN "repository_id" integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE "events" ADD COLUMN "user_id" integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE "events" ADD COLUMN "activity" text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['activity', 'user_id', 'repository_id'])
      await runner.query(`ALTER TABLE "events" DROP COLUMN "${column}"`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many hooks stand between an event and its first cause. */
export class EventDepth1798300000000 implements MigrationInterface {
  readonly name = 'EventDepth1798300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" ADD COLUMN "depth" integer NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" DROP COLUMN "depth"`);
  }
}

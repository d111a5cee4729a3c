import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why each hook did or did not get an event. */
export class EventDecisions1796000000000 implements MigrationInterface {
  readonly name = 'EventDecisions1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" ADD COLUMN "decisions" text NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" DROP COLUMN "decisions"`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An event has a name whether or not there is a payload of it. */
export class NamesOfEvents1798870000000 implements MigrationInterface {
  readonly name = 'NamesOfEvents1798870000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" ADD COLUMN "event_name" text`);
    await runner.query(
      `UPDATE "events" SET "event_name" = (SELECT MIN(p."event_name") FROM "payloads" p WHERE p."event_id" = "events"."id")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" DROP COLUMN "event_name"`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which event a delivery delivers. */
export class EventOfDeliveries1798720000000 implements MigrationInterface {
  readonly name = 'EventOfDeliveries1798720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "deliveries" ADD COLUMN "event_id" integer NOT NULL DEFAULT 0`);
    await runner.query(
      `UPDATE "deliveries" SET "event_id" = (SELECT "event_id" FROM "payloads" WHERE "payloads"."id" = "deliveries"."payload_id")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "deliveries" DROP COLUMN "event_id"`);
  }
}

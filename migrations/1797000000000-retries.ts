import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a hook's failed deliveries are tried again, and where each delivery stands. */
export class Retries1797000000000 implements MigrationInterface {
  readonly name = 'Retries1797000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" ADD COLUMN "retry_delays_ms" text`);
    await runner.query(`ALTER TABLE "deliveries" ADD COLUMN "retries" integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE "deliveries" ADD COLUMN "next_attempt_at" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "deliveries" DROP COLUMN "next_attempt_at"`);
    await runner.query(`ALTER TABLE "deliveries" DROP COLUMN "retries"`);
    await runner.query(`ALTER TABLE "hooks" DROP COLUMN "retry_delays_ms"`);
  }
}

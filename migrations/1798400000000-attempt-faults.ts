import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which faults struck an attempt. */
export class AttemptFaults1798400000000 implements MigrationInterface {
  readonly name = 'AttemptFaults1798400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "attempts" ADD COLUMN "faults" text NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "attempts" DROP COLUMN "faults"`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['connect_ms', 'wait_ms'] as const;

/** What the time of an attempt went into; nobody knows it of those that were made before. */
export class AttemptTimings1798851000000 implements MigrationInterface {
  readonly name = 'AttemptTimings1798851000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`ALTER TABLE "attempts" ADD COLUMN "${column}" integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`ALTER TABLE "attempts" DROP COLUMN "${column}"`);
  }
}

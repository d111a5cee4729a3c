import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the deliveries of a hook that have an outcome, however many are pending. */
export class OutcomesOfHooks1798500000000 implements MigrationInterface {
  readonly name = 'OutcomesOfHooks1798500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "IDX_deliveries_with_outcome" ON "deliveries" ("hook_id", "id") WHERE status <> 'pending'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_deliveries_with_outcome"`);
  }
}

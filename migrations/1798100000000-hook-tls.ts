import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a hook's receiver has to show a certificate that is in order. */
export class HookTls1798100000000 implements MigrationInterface {
  readonly name = 'HookTls1798100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" ADD COLUMN "verifies_tls" boolean NOT NULL DEFAULT true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" DROP COLUMN "verifies_tls"`);
  }
}

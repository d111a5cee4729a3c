import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a hook's deliveries look, and how each delivery does. */
export class Dialects1798000000000 implements MigrationInterface {
  readonly name = 'Dialects1798000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "hooks" ADD COLUMN "dialect" text`);
    await runner.query(`ALTER TABLE "deliveries" ADD COLUMN "dialect" text NOT NULL DEFAULT 'documented'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "deliveries" DROP COLUMN "dialect"`);
    await runner.query(`ALTER TABLE "hooks" DROP COLUMN "dialect"`);
  }
}

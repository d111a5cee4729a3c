import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The forks of a repository are counted at once, however many repositories there are. */
export class Forks1798860000000 implements MigrationInterface {
  readonly name = 'Forks1798860000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "IDX_repositories_parent" ON "repositories" ("parent_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_repositories_parent"`);
  }
}

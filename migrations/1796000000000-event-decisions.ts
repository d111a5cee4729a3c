import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

const DECISIONS = new TableColumn({ name: 'decisions', type: 'text', default: "'[]'" });

/** Why each hook did or did not get an event. */
export class EventDecisions1796000000000 implements MigrationInterface {
  readonly name = 'EventDecisions1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('events', DECISIONS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('events', 'decisions');
  }
}

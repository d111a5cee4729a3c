import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may do something to protected branches: those of a level, and some by their ids. */
export interface Grant {
  /** `developer`: whoever may push to the repository; `admin`: whoever administers it. */
  readonly level: 'developer' | 'admin' | 'none';
  readonly userIds: readonly number[];
}

/** Protects the branches that a wildcard suits. */
@Entity('branch_rules')
export class BranchRuleRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  @PrimaryColumn('text')
  wildcard!: string;

  @Column('simple-json')
  pushers!: Grant;

  @Column('simple-json')
  mergers!: Grant;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}

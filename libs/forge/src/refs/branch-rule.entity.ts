import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The users with a permission on protected branches: an access level, and more by id. */
export interface Grant {
  /** `developer`: users with push access; `admin`: administrators of the repository. */
  readonly level: 'developer' | 'admin' | 'none';
  readonly userIds: readonly number[];
}

/** Protects the branches that match a wildcard. */
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

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What has to be good of a commit before it is merged; a repository without a row has no such rules. */
@Entity('merge_rules')
export class MergeRuleRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  /** Whether everything that was reported has to be good, and something has to be reported. */
  @Column('boolean', { name: 'needs_pipeline', default: false })
  needsPipeline!: boolean;

  @Column('simple-json', { name: 'required_contexts' })
  requiredContexts!: readonly string[];
}

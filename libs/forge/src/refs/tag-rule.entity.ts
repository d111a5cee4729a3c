import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Protects the tags that a wildcard suits. */
@Entity('tag_rules')
export class TagRuleRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  @PrimaryColumn('text')
  wildcard!: string;

  /** GitLab's: 0 nobody, 30 whoever may push, 40 whoever administers the repository. */
  @Column('integer', { name: 'create_level' })
  createLevel!: number;
}

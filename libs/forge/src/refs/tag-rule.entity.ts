import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Protects the tags that match a wildcard. */
@Entity('tag_rules')
export class TagRuleRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  @PrimaryColumn('text')
  wildcard!: string;

  /** GitLab's access level: 0 nobody, 30 users with push access, 40 administrators. */
  @Column('integer', { name: 'create_level' })
  createLevel!: number;
}

import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export type MilestoneState = 'open' | 'closed';

/** A milestone of issues and merge requests. */
@Entity('milestones')
export class MilestoneRow {
  /** Also its number, which is unique across repositories. */
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Index()
  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('text')
  title!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text', { default: 'open' })
  state!: MilestoneState;

  /** A day, `2024-11-09`. */
  @Column('text', { name: 'due_on', nullable: true })
  dueOn!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}

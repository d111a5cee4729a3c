import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export type MilestoneState = 'open' | 'closed';

/** What issues and merge requests are to be done for. */
@Entity('milestones')
export class MilestoneRow {
  /** Its number, too: no other repository has one of the same. */
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

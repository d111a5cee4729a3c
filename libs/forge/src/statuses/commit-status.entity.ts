import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { CommitState } from './commit-state.js';

/** One report on a commit; a later report of the same context supersedes it, and both stay stored. */
@Entity('commit_statuses')
@Index(['repositoryId', 'sha', 'context'])
export class CommitStatusRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('text')
  sha!: string;

  /** The name of the reporting job: `ci/build`. */
  @Column('text')
  context!: string;

  @Column('text')
  state!: CommitState;

  @Column('text', { name: 'target_url', nullable: true })
  targetUrl!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('integer', { name: 'creator_id' })
  creatorId!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

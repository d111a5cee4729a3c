import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Conclusion, RunStatus } from './check-progress.js';

/** A check run on a commit, updated as it progresses. */
@Entity('check_runs')
@Index(['repositoryId', 'sha', 'name'])
export class CheckRunRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('text')
  sha!: string;

  /** Shares its names with the contexts of commit statuses. */
  @Column('text')
  name!: string;

  @Column('text')
  status!: RunStatus;

  /** Null until it is completed. */
  @Column('text', { nullable: true })
  conclusion!: Conclusion | null;

  @Column('text', { name: 'details_url', nullable: true })
  detailsUrl!: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId!: string | null;

  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('text', { nullable: true })
  text!: string | null;

  /** ISO 8601 in UTC. */
  @Column('text', { name: 'started_at' })
  startedAt!: string;

  /** Null until it is completed. */
  @Column('text', { name: 'completed_at', nullable: true })
  completedAt!: string | null;
}

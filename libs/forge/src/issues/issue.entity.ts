import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { IssueState } from '#domain';

export type CloseReason = 'completed' | 'not_planned';

@Entity('issues')
@Index(['repositoryId', 'iid'], { unique: true })
@Index(['repositoryId', 'state'])
@Index(['repositoryId', 'updatedAt'])
export class IssueRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  /** Its number within the repository. */
  @Column('integer')
  iid!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('integer', { name: 'author_id' })
  authorId!: number;

  @Column('integer', { name: 'assignee_id', nullable: true })
  assigneeId!: number | null;

  @Index()
  @Column('integer', { name: 'milestone_id', nullable: true })
  milestoneId!: number | null;

  @Column('text')
  title!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text', { default: 'opened' })
  state!: IssueState;

  @Column('boolean', { name: 'is_confidential', default: false })
  isConfidential!: boolean;

  /** Whether only users with push access may comment on it. */
  @Column('boolean', { name: 'is_locked', default: false })
  isLocked!: boolean;

  /** The reason for closing it, if one was given. */
  @Column('text', { name: 'close_reason', nullable: true })
  closeReason!: CloseReason | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;

  @Column('text', { name: 'closed_at', nullable: true })
  closedAt!: string | null;
}

@Entity('issue_labels')
export class IssueLabelRow {
  @PrimaryColumn('integer', { name: 'issue_id' })
  issueId!: number;

  @PrimaryColumn('integer', { name: 'label_id' })
  labelId!: number;
}

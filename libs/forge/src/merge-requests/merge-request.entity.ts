import type { MergeRequestState, MergeStatus } from '#domain';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('merge_requests')
@Index(['targetId', 'iid'], { unique: true })
@Index(['targetId', 'targetBranch'])
@Index(['sourceId', 'sourceBranch'])
@Index('IDX_merge_requests_state', ['targetId', 'state'])
export class MergeRequestRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  /** Its number within the target repository. */
  @Column('integer')
  iid!: number;

  /** The repository that it is to be merged into. */
  @Column('integer', { name: 'target_id' })
  targetId!: number;

  @Column('text', { name: 'target_branch' })
  targetBranch!: string;

  /** The repository that it comes from: the same, or a fork, which may be gone. */
  @Column('integer', { name: 'source_id' })
  sourceId!: number;

  @Column('text', { name: 'source_branch' })
  sourceBranch!: string;

  @Column('integer', { name: 'author_id' })
  authorId!: number;

  @Column('text')
  title!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text', { default: 'opened' })
  state!: MergeRequestState;

  @Column('text', { name: 'merge_status', default: 'unchecked' })
  mergeStatus!: MergeStatus;

  /** What its `head` ref points at. */
  @Column('text', { name: 'head_sha' })
  headSha!: string;

  /** The target branch as it was last looked at while the request was open. */
  @Column('text', { name: 'target_sha' })
  targetSha!: string;

  /** Of an open request: what a merge under way is about to move the target to. */
  @Column('text', { name: 'merge_commit_sha', nullable: true })
  mergeCommitSha!: string | null;

  @Column('integer', { name: 'milestone_id', nullable: true })
  milestoneId!: number | null;

  /** The message of the commit that a squash makes, when its author chose one. */
  @Column('text', { name: 'squash_message', nullable: true })
  squashMessage!: string | null;

  @Column('boolean', { default: false })
  squash!: boolean;

  /** Whether the source branch goes when the request is merged. */
  @Column('boolean', { name: 'prune_source_branch', default: false })
  pruneSourceBranch!: boolean;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;

  @Column('text', { name: 'closed_at', nullable: true })
  closedAt!: string | null;

  @Column('integer', { name: 'closed_by_id', nullable: true })
  closedById!: number | null;

  @Column('text', { name: 'merged_at', nullable: true })
  mergedAt!: string | null;

  @Column('integer', { name: 'merged_by_id', nullable: true })
  mergedById!: number | null;
}

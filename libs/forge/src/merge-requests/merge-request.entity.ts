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

  /** The target repository. */
  @Column('integer', { name: 'target_id' })
  targetId!: number;

  @Column('text', { name: 'target_branch' })
  targetBranch!: string;

  /** The source repository: the same, or a fork, which may be deleted. */
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

  /** The commit of its `head` ref. */
  @Column('text', { name: 'head_sha' })
  headSha!: string;

  /** The target branch's commit when it was last read while the request was open. */
  @Column('text', { name: 'target_sha' })
  targetSha!: string;

  /** The commit to which a merge under way moves the target. */
  @Column('text', { name: 'merge_commit_sha', nullable: true })
  mergeCommitSha!: string | null;

  @Column('integer', { name: 'milestone_id', nullable: true })
  milestoneId!: number | null;

  /** The author's message for a squash commit. */
  @Column('text', { name: 'squash_message', nullable: true })
  squashMessage!: string | null;

  @Column('boolean', { default: false })
  squash!: boolean;

  /** Whether the source branch is deleted after the merge. */
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

import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { FileDiff } from '#domain';

/** A comment on a commit, a merge request or an issue: two of the three are null. */
@Entity('notes')
@Index(['repositoryId', 'commitSha'])
export class NoteRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('integer', { name: 'author_id' })
  authorId!: number;

  @Column('text')
  body!: string;

  @Column('text', { name: 'commit_sha', nullable: true })
  commitSha!: string | null;

  @Index()
  @Column('integer', { name: 'merge_request_id', nullable: true })
  mergeRequestId!: number | null;

  @Index()
  @Column('integer', { name: 'issue_id', nullable: true })
  issueId!: number | null;

  /** Set for a comment on a line, like all fields up to `fileDiff`. */
  @Column('text', { nullable: true })
  path!: string | null;

  @Column('integer', { nullable: true })
  position!: number | null;

  @Column('text', { name: 'line_code', nullable: true })
  lineCode!: string | null;

  @Column('simple-json', { name: 'file_diff', nullable: true })
  fileDiff!: FileDiff | null;

  /** 40 hex digits. */
  @Index()
  @Column('text', { name: 'discussion_id' })
  discussionId!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}

import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { IssueAction } from '#domain';

/** An entry of an issue's history. */
@Entity('issue_changes')
export class IssueChangeRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Index()
  @Column('integer', { name: 'issue_id' })
  issueId!: number;

  @Column('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  action!: IssueAction | 'link' | 'unlink' | 'lock' | 'unlock';

  /** What was done, as a sentence. */
  @Column('text')
  content!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

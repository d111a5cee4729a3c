import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Assignees and reviewers review, testers test. */
export type Role = 'assignee' | 'tester' | 'reviewer';

@Entity('merge_request_people')
export class MergeRequestPersonRow {
  @PrimaryColumn('integer', { name: 'merge_request_id' })
  mergeRequestId!: number;

  @PrimaryColumn('text')
  role!: Role;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId!: number;

  /** The order in which they were named: webhooks show the first assignee. */
  @Column('integer')
  place!: number;

  /** Whether they have approved it. */
  @Column('boolean', { name: 'has_approved', default: false })
  hasApproved!: boolean;
}

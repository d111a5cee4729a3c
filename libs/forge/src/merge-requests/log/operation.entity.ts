import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** An entry of a merge request's log. */
@Entity('merge_request_operations')
export class OperationRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Index()
  @Column('integer', { name: 'merge_request_id' })
  mergeRequestId!: number;

  @Column('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  action!: string;

  /** As a sentence. */
  @Column('text')
  content!: string;

  /** ISO 8601 in UTC. */
  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

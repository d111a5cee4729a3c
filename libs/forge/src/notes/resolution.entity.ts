import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A resolved discussion; others have no row. */
@Entity('discussion_resolutions')
export class ResolutionRow {
  @PrimaryColumn('text', { name: 'discussion_id' })
  discussionId!: string;

  @Column('integer', { name: 'merge_request_id' })
  mergeRequestId!: number;

  @Column('integer', { name: 'resolved_by_id' })
  resolvedById!: number;

  /** ISO 8601 in UTC. */
  @Column('text', { name: 'resolved_at' })
  resolvedAt!: string;
}

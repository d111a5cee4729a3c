import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A link from a merge request to an issue, which the merge closes. */
@Entity('issue_links')
export class IssueLinkRow {
  @PrimaryColumn('integer', { name: 'issue_id' })
  issueId!: number;

  @Index()
  @PrimaryColumn('integer', { name: 'merge_request_id' })
  mergeRequestId!: number;

  /** Made by hand; other links follow the request's description. */
  @Column('boolean', { name: 'is_by_hand', default: false })
  isByHand!: boolean;
}

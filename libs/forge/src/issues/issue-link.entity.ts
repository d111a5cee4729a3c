import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A merge request that is about an issue, and closes it when it is merged. */
@Entity('issue_links')
export class IssueLinkRow {
  @PrimaryColumn('integer', { name: 'issue_id' })
  issueId!: number;

  @Index()
  @PrimaryColumn('integer', { name: 'merge_request_id' })
  mergeRequestId!: number;

  /** Made by hand; the others come and go with the request's description. */
  @Column('boolean', { name: 'is_by_hand', default: false })
  isByHand!: boolean;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

export type MemberRole = 'admin' | 'member';

/** A member of an organisation, other than its owner. */
@Entity('members')
export class MemberRow {
  @PrimaryColumn('integer', { name: 'namespace_id' })
  namespaceId!: number;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  role!: MemberRole;
}

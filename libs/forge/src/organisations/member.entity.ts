import { Column, Entity, PrimaryColumn } from 'typeorm';

export type MemberRole = 'admin' | 'member';

/** Somebody who belongs to an organisation besides its owner. */
@Entity('members')
export class MemberRow {
  @PrimaryColumn('integer', { name: 'namespace_id' })
  namespaceId!: number;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  role!: MemberRole;
}

import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An address, in lower case, that a repository had, until another one has it. */
@Entity('former_addresses')
@Index(['repositoryId'])
export class FormerAddressRow {
  @PrimaryColumn('text', { name: 'owner_key' })
  ownerKey!: string;

  @PrimaryColumn('text', { name: 'path_key' })
  pathKey!: string;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;
}

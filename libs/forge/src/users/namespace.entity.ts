import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The first part of a repository's path: a user's own, or an organisation's. */
@Entity('namespaces')
export class NamespaceRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('text')
  path!: string;

  /** `path` in lower case: names that differ only in case are the same namespace. */
  @Column('text', { name: 'path_key', unique: true })
  pathKey!: string;

  @Column('text')
  kind!: 'user' | 'group';

  @Column('integer', { name: 'owner_id' })
  ownerId!: number;

  /** The display name; `''` when unset. */
  @Column('text', { default: '' })
  name!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text', { default: '' })
  email!: string;

  @Column('text', { default: '' })
  location!: string;

  @Column('text', { default: '' })
  homepage!: string;
}

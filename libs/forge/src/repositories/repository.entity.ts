import type { Visibility } from '#domain';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { NamespaceRow } from '../users/namespace.entity.js';

@Entity('repositories')
@Index(['namespaceId', 'pathKey'], { unique: true })
export class RepositoryRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'namespace_id' })
  namespaceId!: number;

  @ManyToOne(() => NamespaceRow, { eager: true })
  @JoinColumn({ name: 'namespace_id' })
  namespace!: NamespaceRow;

  @Column('text')
  path!: string;

  /** `path` in lower case: names that differ only in case are the same repository. */
  @Column('text', { name: 'path_key' })
  pathKey!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('text')
  visibility!: Visibility;

  /** The repository that it was forked from, while it exists. */
  @Index('IDX_repositories_parent')
  @Column('integer', { name: 'parent_id', nullable: true })
  parentId!: number | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;

  /** The time of the last push; before one, of its creation. */
  @Column('text', { name: 'pushed_at', default: '' })
  pushedAt!: string;
}

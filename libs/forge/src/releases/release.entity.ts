import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The release of a tag; one per tag. */
@Entity('releases')
@Index(['repositoryId', 'tag'], { unique: true })
export class ReleaseRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('text')
  tag!: string;

  /** The commit of the tag when the release was made. */
  @Column('text')
  sha!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('boolean', { name: 'is_prerelease', default: false })
  isPrerelease!: boolean;

  @Column('integer', { name: 'author_id' })
  authorId!: number;

  /** ISO 8601 in UTC. */
  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

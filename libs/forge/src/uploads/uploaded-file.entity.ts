import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A picture or another file for descriptions and comments of a repository. */
@Entity('uploaded_files')
@Index(['repositoryId', 'key'], { unique: true })
export class UploadedFileRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  /** Part of its address; nobody can guess it. */
  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  /** In base64, because SQLite and PostgreSQL have no kind of column for bytes in common. */
  @Column('text')
  content!: string;

  /** ISO 8601 in UTC. */
  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

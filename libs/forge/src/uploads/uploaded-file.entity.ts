import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** An image or another file for descriptions and comments. */
@Entity('uploaded_files')
@Index(['repositoryId', 'key'], { unique: true })
export class UploadedFileRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  /** An unguessable part of its address. */
  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  /** In base64, because SQLite and PostgreSQL share no binary column type. */
  @Column('text')
  content!: string;

  /** ISO 8601 in UTC. */
  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

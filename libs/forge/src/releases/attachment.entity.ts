import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A file of a release. */
@Entity('release_attachments')
@Index(['releaseId', 'name'], { unique: true })
export class AttachmentRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'release_id' })
  releaseId!: number;

  @Column('text')
  name!: string;

  /** In bytes. */
  @Column('integer')
  size!: number;

  /** In base64, because SQLite and PostgreSQL share no binary column type. Read only on request. */
  @Column('text', { select: false })
  content!: string;
}

/** Permission to upload one file: the key is part of an address that needs no token. */
@Entity('release_uploads')
export class UploadRow {
  @PrimaryColumn('text')
  key!: string;

  @Column('integer', { name: 'release_id' })
  releaseId!: number;

  @Column('text')
  name!: string;

  /** ISO 8601 in UTC. */
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;
}

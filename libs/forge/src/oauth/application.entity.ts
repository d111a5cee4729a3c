import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An OAuth application, which asks users for access. */
@Entity('oauth_applications')
export class ApplicationRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('text')
  name!: string;

  @Column('text', { name: 'client_id', unique: true })
  clientId!: string;

  /** Null for a public client, which cannot keep a secret. */
  @Column('text', { name: 'client_secret', nullable: true })
  clientSecret!: string | null;

  /** Its redirect URIs, as it spells them. */
  @Column('simple-json', { name: 'redirect_uris' })
  redirectUris!: string[];

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

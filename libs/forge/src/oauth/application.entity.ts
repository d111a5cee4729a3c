import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A program that may ask users for access to what is theirs. */
@Entity('oauth_applications')
export class ApplicationRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('text')
  name!: string;

  @Column('text', { name: 'client_id', unique: true })
  clientId!: string;

  /** Null for one that cannot keep a secret, such as a program on somebody's desk. */
  @Column('text', { name: 'client_secret', nullable: true })
  clientSecret!: string | null;

  /** Where it may have its users sent back to, as it spells them. */
  @Column('simple-json', { name: 'redirect_uris' })
  redirectUris!: string[];

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

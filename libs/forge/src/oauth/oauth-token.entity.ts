import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A token pair of an application and a user. Replaced pairs stay until they can no longer be refreshed. */
@Entity('oauth_tokens')
@Index(['grantId'])
export class OAuthTokenRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'grant_id' })
  grantId!: number;

  @Column('text', { name: 'access_hash', unique: true })
  accessHash!: string;

  @Column('text', { name: 'refresh_hash', unique: true })
  refreshHash!: string;

  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  scope!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'refresh_expires_at' })
  refreshExpiresAt!: string;

  @Column('boolean', { name: 'is_revoked', default: false })
  isRevoked!: boolean;
}

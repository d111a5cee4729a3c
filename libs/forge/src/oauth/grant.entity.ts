import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ChallengeMethod } from './challenge.js';

/** That a user has let an application in. The application has a code for it, which works once. */
@Entity('oauth_grants')
export class GrantRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('text', { name: 'code_hash', unique: true })
  codeHash!: string;

  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('integer', { name: 'user_id' })
  userId!: number;

  @Column('text', { name: 'redirect_uri' })
  redirectUri!: string;

  @Column('text')
  scope!: string;

  @Column('text', { nullable: true })
  challenge!: string | null;

  @Column('text', { name: 'challenge_method' })
  challengeMethod!: ChallengeMethod;

  /** ISO 8601 in UTC, which sorts as it goes by. */
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('boolean', { name: 'is_used', default: false })
  isUsed!: boolean;
}

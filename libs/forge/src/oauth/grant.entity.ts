import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ChallengeMethod } from './challenge.js';

/** A user's consent to an application, with a code that works once. */
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

  /** ISO 8601 in UTC, which sorts by time. */
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('boolean', { name: 'is_used', default: false })
  isUsed!: boolean;
}

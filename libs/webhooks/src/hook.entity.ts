import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { EncryptionType, Hook } from './hook.js';

@Entity('hooks')
export class HookRow implements Hook {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('text')
  url!: string;

  @Column('text', { default: '' })
  password!: string;

  @Column('integer', { name: 'encryption_type', default: 0 })
  encryptionType!: EncryptionType;

  @Column('text', { nullable: true })
  dialect!: string | null;

  @Column('integer', { name: 'timeout_ms', nullable: true })
  timeoutMs!: number | null;

  @Column('simple-json', { name: 'retry_delays_ms', nullable: true })
  retryDelaysMs!: number[] | null;

  @Column('boolean', { name: 'verifies_tls', default: true })
  verifiesTls!: boolean;

  @Column('text', { default: '' })
  description!: string;

  @Column('boolean', { default: true })
  push_events!: boolean;

  @Column('boolean', { default: false })
  tag_push_events!: boolean;

  @Column('boolean', { default: false })
  issues_events!: boolean;

  @Column('boolean', { default: false })
  note_events!: boolean;

  @Column('boolean', { default: false })
  merge_requests_events!: boolean;

  @Column('integer', { default: 0 })
  failures!: number;

  @Column('text', { name: 'rests_until', nullable: true })
  disabledUntil!: string | null;

  @Column('boolean', { name: 'is_disabled', default: false })
  isDisabled!: boolean;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

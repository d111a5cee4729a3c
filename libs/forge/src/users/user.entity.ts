import type { User } from '#domain';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('users')
export class UserRow implements User {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('text')
  login!: string;

  /** `login` in lower case: logins that differ only in case are the same user. */
  @Column('text', { name: 'login_key', unique: true })
  loginKey!: string;

  @Column('text')
  name!: string;

  @Column('text')
  email!: string;

  @Column('text', { name: 'avatar_url', default: '' })
  avatarUrl!: string;

  @Column('text', { unique: true })
  token!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A public SSH key. */
@Entity('keys')
export class KeyRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  title!: string;

  /** As given: type, base64 and usually a comment. */
  @Column('text')
  key!: string;

  /** SHA-256 of the key itself, in base64; unique among all users. */
  @Column('text', { unique: true })
  fingerprint!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EventName } from '#domain';

/** An event. Its unique key makes publishing it twice harmless. */
@Entity('events')
@Index(['happenedAt', 'id'])
export class EventRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('text', { unique: true })
  key!: string;

  @Column('text')
  kind!: string;

  /** Null for rows older than this column that had no payload. */
  @Column('text', { name: 'event_name', nullable: true })
  eventName!: EventName | null;

  /** `owner/repo` as it was named then. */
  @Column('text')
  repository!: string;

  @Column('text', { name: 'happened_at' })
  happenedAt!: string;

  /** How many deliveries led to it, one causing the next; 0 when none did. */
  @Column('integer', { default: 0 })
  depth!: number;

  /** Why each hook of the repository did or did not get it: a JSON array. */
  @Column('text', { default: '[]' })
  decisions!: string;

  /** 0 for rows older than this column. */
  @Column('integer', { name: 'repository_id', default: 0 })
  repositoryId!: number;

  /** The id of the user; 0 where there is none. */
  @Column('integer', { name: 'user_id', default: 0 })
  userId!: number;

  /** The activity in JSON; `''` where there is none. */
  @Column('text', { default: '' })
  activity!: string;
}

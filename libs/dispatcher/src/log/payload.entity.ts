import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EventName } from '#domain';

/** The body of an event, once for all hooks that get it. */
@Entity('payloads')
export class PayloadRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Index()
  @Column('integer', { name: 'event_id' })
  eventId!: number;

  @Column('text', { name: 'event_name' })
  eventName!: EventName;

  /** The very text whose UTF-8 bytes are signed and sent. */
  @Column('text')
  body!: string;
}

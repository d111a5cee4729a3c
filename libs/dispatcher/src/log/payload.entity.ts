import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EventName } from '#domain';

/** The body of an event, shared by all its deliveries in a dialect. */
@Entity('payloads')
export class PayloadRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Index()
  @Column('integer', { name: 'event_id' })
  eventId!: number;

  @Column('text', { name: 'event_name' })
  eventName!: EventName;

  /** The text whose UTF-8 bytes are signed and sent. */
  @Column('text')
  body!: string;
}

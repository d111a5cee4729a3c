import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { DEFAULT_DIALECT } from '#payloads';

/** `cancelled`: its hook was deleted or disabled before it was sent, or its event is too deep in a chain of hooks. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One event for one hook; pending until its outcome is recorded. */
@Entity('deliveries')
@Index(['createdAt', 'id'])
@Index(['hookId', 'createdAt', 'id'])
@Index('IDX_deliveries_with_outcome', ['hookId', 'id'], { where: "status <> 'pending'" })
@Index(['status', 'id'])
@Index(['status', 'createdAt', 'id'])
@Index(['repositoryKey', 'createdAt', 'id'])
export class DeliveryRow {
  /** Ascending: the order in which a hook's deliveries are sent. */
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  /** The delivery id that receivers see; the same however often it is sent. */
  @Column('text', { unique: true })
  uuid!: string;

  @Column('integer', { name: 'event_id', default: 0 })
  eventId!: number;

  @Column('integer', { name: 'payload_id' })
  payloadId!: number;

  @Column('integer', { name: 'hook_id' })
  hookId!: number;

  @Column('text')
  repository!: string;

  /** `repository` in lower case, for filters. */
  @Column('text', { name: 'repository_key' })
  repositoryKey!: string;

  @Column('text', { name: 'event_name' })
  eventName!: string;

  /** The dialect of its body and headers, fixed when it is recorded. */
  @Column('text', { default: DEFAULT_DIALECT.name })
  dialect!: string;

  @Column('text')
  status!: DeliveryStatus;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  /** How many retries there were since it was last queued. */
  @Column('integer', { default: 0 })
  retries!: number;

  /** The time of the next attempt; null when it can be sent at once. */
  @Column('text', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: string | null;

  /** Of the latest attempt; null before there is one or when no response came. */
  @Column('integer', { name: 'status_code', nullable: true })
  statusCode!: number | null;

  /** Of the latest attempt: why there is no usable response. */
  @Column('text', { nullable: true })
  error!: string | null;
}

import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { DEFAULT_DIALECT } from '#payloads';

/** `cancelled`: its hook was deleted or disabled before its turn came, or its event is too deep in a chain of hooks. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One event for one hook. Pending until an outcome is on record, whatever happens to this process. */
@Entity('deliveries')
@Index(['createdAt', 'id'])
@Index(['hookId', 'createdAt', 'id'])
@Index('IDX_deliveries_with_outcome', ['hookId', 'id'], { where: "status <> 'pending'" })
@Index(['status', 'id'])
@Index(['status', 'createdAt', 'id'])
@Index(['repositoryKey', 'createdAt', 'id'])
export class DeliveryRow {
  /** Grows with every delivery: the order in which those of one hook leave. */
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

  /** What its body and its headers look like, whatever becomes of its hook. */
  @Column('text', { default: DEFAULT_DIALECT.name })
  dialect!: string;

  @Column('text')
  status!: DeliveryStatus;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  /** How often it has been tried again since it was last put in line. */
  @Column('integer', { default: 0 })
  retries!: number;

  /** When it is to be tried again; null when nothing keeps it waiting. */
  @Column('text', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: string | null;

  /** Of the latest attempt; null before there is one or when no response came. */
  @Column('integer', { name: 'status_code', nullable: true })
  statusCode!: number | null;

  /** Of the latest attempt: why there is no usable response. */
  @Column('text', { nullable: true })
  error!: string | null;
}

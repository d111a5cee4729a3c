import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One request and its response. Userinfo and secrets are masked before they are stored. */
@Entity('attempts')
export class AttemptRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Index()
  @Column('integer', { name: 'delivery_id' })
  deliveryId!: number;

  @Column('text', { name: 'started_at' })
  startedAt!: string;

  @Column('integer', { name: 'duration_ms' })
  durationMs!: number;

  /** Of that, until there was a connection; null where it is not known, as when a fault cut the request short. */
  @Column('integer', { name: 'connect_ms', nullable: true })
  connectMs!: number | null;

  /** Of that, from there until the head of a response; the rest went into reading it. Null where there was no connection. */
  @Column('integer', { name: 'wait_ms', nullable: true })
  waitMs!: number | null;

  @Column('text')
  url!: string;

  @Column('text', { name: 'request_line' })
  requestLine!: string;

  /** A JSON object, names as they were sent. */
  @Column('text', { name: 'request_headers' })
  requestHeaders!: string;

  @Column('integer', { name: 'status_code', nullable: true })
  statusCode!: number | null;

  /** A JSON object, names in lower case; null when no response came. */
  @Column('text', { name: 'response_headers', nullable: true })
  responseHeaders!: string | null;

  /** Base64 of the bytes that were read, at most 8 KiB. */
  @Column('text', { name: 'response_body', nullable: true })
  responseBody!: string | null;

  /** Whether the response was longer than what was read. */
  @Column('boolean', { name: 'response_truncated', default: false })
  responseTruncated!: boolean;

  @Column('text', { nullable: true })
  error!: string | null;

  /** The faults that it triggered: a JSON array of their ids and kinds. */
  @Column('text', { default: '[]' })
  faults!: string;
}

/** What the time of an attempt went into. */
export type AttemptTimings = Pick<AttemptRow, 'durationMs' | 'connectMs' | 'waitMs'>;

/** The columns that lists of attempts show: no headers and bodies, so that a long list stays small. */
export const ATTEMPT_SUMMARY = {
  id: true,
  deliveryId: true,
  startedAt: true,
  durationMs: true,
  connectMs: true,
  waitMs: true,
  url: true,
  statusCode: true,
  error: true,
  faults: true,
} as const satisfies Partial<Record<keyof AttemptRow, true>>;
export type AttemptSummary = Pick<AttemptRow, keyof typeof ATTEMPT_SUMMARY>;

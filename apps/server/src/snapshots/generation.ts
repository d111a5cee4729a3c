import { ConflictException, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { AttemptRow, DeliveryFeed, DeliveryRow, EventRow, type LogPosition } from '#dispatcher';
import { DatabaseSnapshots } from '../database/database-snapshots.js';
import { Stopping } from '../process/stopping/stopping.js';
import { GenerationRow } from './generation.entity.js';

const FIRST: GenerationRow = { number: 0, event: 0, delivery: 0, attempt: 0, staged: null };

/**
 * Counts how often rows and repositories were replaced: the log's ids start again then, so positions in the log
 * include the generation. In memory, for one process: several would need the database and notifications.
 */
@Injectable()
export class Generation {
  private row = FIRST;
  private controller = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: DatabaseSnapshots,
    private readonly feed: DeliveryFeed,
    private readonly stopping: Stopping,
  ) {}

  /** Part of the start. */
  async read(): Promise<void> {
    this.row = (await this.dataSource.manager.find(GenerationRow))[0] ?? FIRST;
  }

  get number(): number {
    return this.row.number;
  }

  /** The end of the log at its start. */
  get start(): LogPosition {
    const { event, delivery, attempt } = this.row;
    return { event, delivery, attempt };
  }

  /** Whether the log has given ids so great, be their rows there or removed. */
  async hasReached(position: LogPosition): Promise<boolean> {
    return (
      position.event <= (await this.rows.lastId(EventRow)) &&
      position.delivery <= (await this.rows.lastId(DeliveryRow)) &&
      position.attempt <= (await this.rows.lastId(AttemptRow))
    );
  }

  /** The staged tree of repositories; null for the original ones. */
  get staged(): string | null {
    return this.row.staged;
  }

  /** Aborted when waiting becomes useless: at the end of the generation (409), or when the server stops. */
  get signal(): AbortSignal {
    return AbortSignal.any([this.controller.signal, this.stopping.signal]);
  }

  /**
   * Records that the rows of `tx` are a new generation.
   * @returns a function to call after the commit
   */
  async next(staged: string, tx: EntityManager): Promise<() => void> {
    const row: GenerationRow = {
      number: this.row.number + 1,
      event: (await tx.maximum(EventRow, 'id')) ?? 0,
      delivery: (await tx.maximum(DeliveryRow, 'id')) ?? 0,
      attempt: (await tx.maximum(AttemptRow, 'id')) ?? 0,
      staged,
    };
    await tx.createQueryBuilder().delete().from(GenerationRow).execute();
    await tx.insert(GenerationRow, row);
    return () => (this.row = row);
  }

  /** Ends the waits for the previous generation. */
  announce(): void {
    this.controller.abort(
      new ConflictException('The server was reset, or a snapshot restored, while this waited: ask again'),
    );
    this.controller = new AbortController();
    this.feed.notify();
  }
}

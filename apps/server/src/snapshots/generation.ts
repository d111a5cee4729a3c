import { ConflictException, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { AttemptRow, DeliveryFeed, DeliveryRow, EventRow, type LogPosition } from '#dispatcher';
import { Stopping } from '../process/stopping/stopping.js';
import { GenerationRow } from './generation.entity.js';

const FIRST: GenerationRow = { number: 0, event: 0, delivery: 0, attempt: 0, staged: null };

/**
 * Counts how often rows and repositories have been replaced: numbers of the log come again, so whoever remembers one
 * has to remember the generation, too. Kept in memory, for one process: several would ask the database, and tell each
 * other.
 */
@Injectable()
export class Generation {
  private row = FIRST;
  private controller = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
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

  /** Where the log stood when it began. */
  get start(): LogPosition {
    const { event, delivery, attempt } = this.row;
    return { event, delivery, attempt };
  }

  /** The tree of repositories that belongs to it; null for those that have always been there. */
  get staged(): string | null {
    return this.row.staged;
  }

  /** Aborted when what somebody waits for cannot come any more: at its end, for an answer of 409, or when the server stops. */
  get signal(): AbortSignal {
    return AbortSignal.any([this.controller.signal, this.stopping.signal]);
  }

  /** Puts on record that the rows of `tx` are another generation. @returns what is to be called when they are committed */
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

  /** Tells those who wait for something of the generation before. */
  announce(): void {
    this.controller.abort(
      new ConflictException('The server was reset, or a snapshot restored, while this waited: ask again'),
    );
    this.controller = new AbortController();
    this.feed.notify();
  }
}

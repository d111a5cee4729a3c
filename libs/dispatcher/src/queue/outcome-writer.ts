import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork, Loggers, type Logger } from '#domain';
import { CircuitBreaker, type HookAttempt } from '#webhooks';
import { AttemptRow } from '../log/attempt.entity.js';
import { DeliveryFeed } from '../log/delivery-feed.js';
import { DeliveryRow, type DeliveryStatus } from '../log/delivery.entity.js';
import { DispatchSettings } from '../dispatch-settings.js';
import { insertRows, updateRows } from '../log/bulk-rows.js';
import { Retention } from '../retention/retention.js';

/** An outcome, ready for its rows. */
export interface RecordedOutcome {
  readonly deliveryId: number;
  readonly hookId: number;
  readonly status: DeliveryStatus;
  readonly statusCode: number | null;
  readonly error: string | null;
  /** How many retries there were, this attempt included. */
  readonly retries: number;
  /** The time of the next attempt, when the status is `pending`. */
  readonly nextAttemptAt: string | null;
  /** None when nothing was sent, several when a fault duplicated the request. */
  readonly attempts: readonly Omit<AttemptRow, 'id'>[];
}

/** Outcomes are written in batches, since each commit waits for the disk. A batch grows as long as each pause brings more outcomes. */
const PAUSE_MS = 4;
const MOST_PAUSES = 10;
const LARGEST_BATCH = 512;

/** Records outcomes, many in one transaction. */
@Injectable()
export class OutcomeWriter {
  private readonly logger: Logger;
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | null = null;
  private isWriting = false;
  private isStopping = false;
  private resume = () => {};

  constructor(
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly feed: DeliveryFeed,
    private readonly circuitBreaker: CircuitBreaker,
    private readonly retention: Retention,
    private readonly settings: DispatchSettings,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('delivery');
  }

  /**
   * Resolves once the outcome is recorded. Tries again while it can't be written (a full disk, say); rejects when the
   * server stops meanwhile.
   */
  record(outcome: RecordedOutcome): Promise<void> {
    return new Promise((done, fail) => {
      this.waiting.push({ outcome, done, fail });
      if (this.waiting.length >= LARGEST_BATCH) this.flush();
      else if (this.timer === null) this.pause(1);
    });
  }

  private pause(count: number): void {
    const before = this.waiting.length;
    this.timer = setTimeout(() => {
      if (this.waiting.length > before && count < MOST_PAUSES) this.pause(count + 1);
      else this.flush();
    }, PAUSE_MS);
  }

  /** Writes the batch without waiting for more outcomes. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.isWriting) void this.write();
  }

  /** From now on each batch is tried once: what can't be written stays pending for the next start. */
  stop(): void {
    this.isStopping = true;
    this.resume();
  }

  /** Undoes `stop`. */
  start(): void {
    this.isStopping = false;
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      try {
        const outcomes = batch.map(({ outcome }) => outcome);
        await this.unitOfWork.run(async (tx) => {
          await store(outcomes, tx);
          await this.circuitBreaker.record(outcomes.flatMap(attemptOf), tx);
        });
        for (const { done } of batch) done();
        this.feed.notify();
        this.retention.noteOutcomes(outcomes.map(({ hookId }) => hookId));
      } catch (error) {
        if (this.isStopping) for (const { fail } of batch) fail(error);
        else await this.pauseAfter(error, batch);
      }
    }
    this.isWriting = false;
  }

  private async pauseAfter(error: unknown, batch: readonly Waiting[]): Promise<void> {
    this.logger.error(`outcomes could not be recorded yet: ${String(error)}`);
    this.waiting.unshift(...batch);
    await new Promise<void>((resume) => {
      this.resume = resume;
      setTimeout(resume, this.settings.timings.outcomeRetry);
    });
  }
}

interface Waiting {
  readonly outcome: RecordedOutcome;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
}

async function store(outcomes: readonly RecordedOutcome[], tx: EntityManager): Promise<void> {
  await insertRows(
    tx,
    AttemptRow,
    outcomes.flatMap(({ attempts }) => attempts),
  );
  for (const { columns, ids } of alike(outcomes)) await updateRows(tx, DeliveryRow, ids, columns);
}

const attemptOf = ({ hookId, status, attempts }: RecordedOutcome): HookAttempt[] =>
  attempts.length === 0 ? [] : [{ hookId, result: status === 'delivered' ? 'delivered' : 'failed' }];

/** Most outcomes of a batch are the same: one UPDATE serves them all. */
function alike(outcomes: readonly RecordedOutcome[]) {
  const groups = new Map<string, { readonly columns: Partial<DeliveryRow>; readonly ids: number[] }>();
  for (const { deliveryId, hookId: _hook, attempts: _attempts, ...columns } of outcomes) {
    const key = JSON.stringify(columns);
    const group = groups.get(key) ?? { columns, ids: [] as number[] };
    group.ids.push(deliveryId);
    groups.set(key, group);
  }
  return groups.values();
}

import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import { fullName, UnitOfWork, Loggers, type Logger, type Repository } from '#domain';
import { mayPass } from '#git';
import { isOpen, OPEN_STATES } from '../merge-request-state.js';
import { MergeRequestRow } from '../merge-request.entity.js';
import { Repositories } from '../../repositories/repositories.js';
import { TestMerges } from './test-merges.js';

/** How long to wait before a check is repeated that could not be made, or stored, for want of room, descriptors or processes, or because git was killed. */
const RETRY_MS = 1_000;
/** How long a check waits, so that the answer and the deliveries of what made it due go first; it does not when a caller waits for it. */
const DEBOUNCE_MS = 20;

/** Finds out by test merges, one after another in the background, whether open requests can be merged. */
@Injectable()
export class MergeChecks implements BeforeApplicationShutdown {
  private readonly logger: Logger;
  /** The last check that was asked for of each request. */
  private readonly due = new Map<number, Check>();
  private tail: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    @InjectRepository(MergeRequestRow) private readonly rows: Table<MergeRequestRow>,
    private readonly repositories: Repositories,
    private readonly testMerges: TestMerges,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('merge');
  }

  /** Schedules the checks of all open requests that the last run left unchecked. */
  async start(): Promise<void> {
    this.isStopping = false;
    const left = await this.rows.findBy({ mergeStatus: 'unchecked', state: In([...OPEN_STATES]) });
    for (const { id } of left) this.schedule(id);
  }

  /** Lets the check under way finish; the next `start` finds those that were due. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.startAllNow();
    await this.tail;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** The request's source or target has moved, or it is no longer open. */
  schedule(id: number): void {
    if (this.due.get(id)?.hasBegun === false) return;
    const debounce = new AbortController();
    const isOver = wait(DEBOUNCE_MS, null, { signal: debounce.signal }).catch(() => null);
    const check: Check = { hasBegun: false, startNow: () => debounce.abort(), end: Promise.resolve() };
    check.end = this.run(id, check, Promise.all([this.tail, isOver]));
    this.due.set(id, check);
    this.tail = check.end;
  }

  /** Resolves when no check of this request is due. */
  async done(id: number): Promise<void> {
    this.startAllNow();
    await this.due.get(id)?.end;
  }

  get dueCount(): number {
    return this.due.size;
  }

  /** Whether no check is due any more within that time. */
  async idle(timeoutMs: number): Promise<boolean> {
    const timer = new AbortController();
    const late = wait(timeoutMs, false, { signal: timer.signal, ref: false }).catch(() => false);
    const isIdle = await Promise.race([this.allDone(), late]);
    timer.abort();
    return isIdle;
  }

  private async allDone(): Promise<true> {
    while (this.due.size > 0) {
      this.startAllNow();
      await this.tail;
    }
    return true;
  }

  /** All of them, because they come one after another. */
  private startAllNow(): void {
    for (const { startNow } of this.due.values()) startNow();
  }

  /** Never rejects. */
  private async run(id: number, check: Check, after: Promise<unknown>): Promise<void> {
    await after;
    // What moves from here on needs another check.
    check.hasBegun = true;
    try {
      if (!this.isStopping) await this.check(id);
    } catch (error) {
      this.logger.warn(`merge request ${id} could not be checked: ${String(error)}`);
      if (mayPass(error)) setTimeout(() => this.schedule(id), RETRY_MS).unref();
    }
    if (this.due.get(id) === check) this.due.delete(id);
  }

  private async check(id: number): Promise<void> {
    const row = await this.rows.findOneBy({ id });
    const target = row && (await this.repositories.byId(row.targetId));
    if (row === null || target === null) return;
    if (!isOpen(row)) return this.testMerges.forget(target, row);
    try {
      await this.checkIn(target, row);
    } finally {
      // What was found where the repository was before says nothing of where it is now.
      if (await this.hasMoved(target)) this.schedule(id);
    }
  }

  private async checkIn(target: Repository, row: MergeRequestRow): Promise<void> {
    const { targetSha, mergeStatus } = await this.testMerges.make(target, row);
    await this.unitOfWork.run(async (tx) => {
      // A target that has moved in the meantime has another check due.
      if (this.testMerges.targetOf(target, row) !== targetSha) return;
      const { id, headSha } = row;
      const changes = { mergeStatus, targetSha: targetSha ?? row.targetSha };
      await tx.update(MergeRequestRow, { id, headSha, state: In([...OPEN_STATES]) }, changes);
    });
  }

  private async hasMoved(target: Repository): Promise<boolean> {
    const now = await this.repositories.byId(target.id);
    return now !== null && fullName(now) !== fullName(target);
  }
}

interface Check {
  hasBegun: boolean;
  /** Ends the debounce: a caller waits for it. */
  readonly startNow: () => void;
  end: Promise<void>;
}

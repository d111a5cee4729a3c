import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork, Loggers, type Logger } from '#domain';
import { DispatchSettings } from '../dispatch-settings.js';
import {
  hooksWithOutcomes,
  outcomeCount,
  outdated,
  removeDeliveries,
  removeUnwantedEvents,
  surplus,
} from './removal.js';

/** Limits of one transaction: other writers wait some milliseconds for it. */
const DELIVERIES_AT_ONCE = 50;
const HOOKS_AT_ONCE = 25;
/** Pause between two transactions: other writers get at least half of the time. */
const PAUSE_MS = 10;
/** How often old deliveries are looked for, within these bounds. */
const SHORTEST_ROUND_MS = 60_000;
const LONGEST_ROUND_MS = 3_600_000;

/** Removes completed deliveries that exceed the limits of number or age, in small steps in the background. */
@Injectable()
export class Retention implements BeforeApplicationShutdown {
  private readonly logger: Logger;
  /** By hook, a lower bound of how many outcomes fit before it exceeds the limit. */
  private readonly room = new Map<number, number>();
  /** Hooks that may exceed the limit. */
  private readonly due = new Set<number>();
  /** Whether the hooks that had outcomes at the start have been read. */
  private isListed = false;
  private isAgeDue = false;
  private timer: NodeJS.Timeout | null = null;
  private work: Promise<void> | null = null;
  private isStarted = false;
  private isStopping = false;
  private cancel = () => {};

  constructor(
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('retention');
  }

  /**
   * Checks everything once in the background, and ages repeatedly, until `stop`. Call it when all pushes of an
   * earlier run are recorded: until then a push may be read twice, and the rows of its events make that harmless.
   */
  start(): void {
    this.isStarted = true;
    this.isStopping = false;
    this.room.clear();
    this.due.clear();
    this.isListed = !this.isLimited;
    this.nextRound();
    this.schedule(this.settings.timings.retentionDebounce);
  }

  /** @param hookIds one for each outcome that was just committed */
  noteOutcomes(hookIds: readonly number[]): void {
    if (!this.isLimited) return;
    for (const hookId of hookIds) {
      // A hook that is not in the list had no outcomes before.
      const room = (this.room.get(hookId) ?? (this.isListed ? this.settings.keepDeliveries : 0)) - 1;
      this.room.set(hookId, room);
      if (room < 0) this.due.add(hookId);
    }
    if (this.due.size > 0) this.schedule(this.settings.timings.retentionDebounce);
  }

  /** Lets the transaction under way finish, and starts no other. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.cancel();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.work;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private get isLimited(): boolean {
    return this.settings.keepDeliveries !== Infinity;
  }

  private nextRound(): void {
    const { keepForMs } = this.settings;
    if (keepForMs === Infinity || this.isStopping) return;
    this.isAgeDue = true;
    this.schedule(this.settings.timings.retentionDebounce);
    const roundMs = Math.min(Math.max(keepForMs, SHORTEST_ROUND_MS), LONGEST_ROUND_MS);
    this.cancel = this.clock.at(new Date(this.clock.now().getTime() + roundMs), () => this.nextRound());
  }

  /** One run at a time; what becomes due meanwhile waits for the next. */
  private schedule(delayMs: number): void {
    if (!this.isStarted || this.isStopping || this.timer !== null || this.work !== null) return;
    this.timer = setTimeout(() => void (this.work = this.runOnce()), delayMs);
    this.timer.unref();
  }

  private async runOnce(): Promise<void> {
    this.timer = null;
    const nextMs = await this.removeDue();
    this.work = null;
    if (nextMs !== null) this.schedule(nextMs);
  }

  /** @returns the delay to the next run in milliseconds; null when nothing is due. Never rejects */
  private async removeDue(): Promise<number | null> {
    const isAgeDue = this.isAgeDue;
    this.isAgeDue = false;
    try {
      if (!this.isListed) await this.unitOfWork.run((tx) => this.list(tx));
      if (isAgeDue) await this.removeOld(new Date(this.clock.now().getTime() - this.settings.keepForMs));
      await this.removeSurplus([...this.due]);
    } catch (error) {
      this.isAgeDue ||= isAgeDue;
      this.logger.error(`deliveries could not be removed from the log yet: ${String(error)}`);
      return this.settings.timings.retentionRetry;
    }
    return this.due.size > 0 || this.isAgeDue ? this.settings.timings.retentionDebounce : null;
  }

  private async list(tx: EntityManager): Promise<void> {
    for (const hookId of await hooksWithOutcomes(tx)) this.due.add(hookId);
    this.isListed = true;
  }

  private async removeOld(before: Date): Promise<void> {
    await this.inSteps(async (tx) => {
      const ids = await outdated(before, DELIVERIES_AT_ONCE, tx);
      await removeDeliveries(ids, tx);
      return ids.length > 0;
    });
    let position: number | null = 0;
    await this.inSteps(async (tx) => {
      const page = { before, take: DELIVERIES_AT_ONCE };
      position = position === null ? null : await removeUnwantedEvents(position, page, tx);
      return position !== null;
    });
  }

  private async removeSurplus(hookIds: number[]): Promise<void> {
    if (hookIds.length === 0) return;
    await this.inSteps(async (tx) => {
      const rooms = await this.removeSurplusOf(hookIds.slice(0, HOOKS_AT_ONCE), tx);
      // After the commit: later calls of `noteOutcomes` are for later outcomes, or count one twice.
      this.unitOfWork.afterCommit(tx, () => {
        hookIds.splice(0, rooms.length);
        for (const [hookId, room] of rooms) {
          this.room.set(hookId, room);
          this.due.delete(hookId);
        }
      });
      return hookIds.length > rooms.length;
    });
  }

  /** @returns the room of each hook that is within the limit, in the order of `hookIds` */
  private async removeSurplusOf(
    hookIds: readonly number[],
    tx: EntityManager,
  ): Promise<(readonly [number, number])[]> {
    const keep = this.settings.keepDeliveries;
    const ids: number[] = [];
    const rooms: (readonly [number, number])[] = [];
    for (const hookId of hookIds) {
      const take = DELIVERIES_AT_ONCE - ids.length;
      const found = await surplus(hookId, { keep, take }, tx);
      ids.push(...found);
      // This hook may have more.
      if (found.length === take) break;
      rooms.push([hookId, found.length > 0 ? 0 : keep - (await outcomeCount(hookId, tx))]);
    }
    await removeDeliveries(ids, tx);
    return rooms;
  }

  /** Runs each step in its own transaction while there is another one, so that other writers come in between. */
  private async inSteps(step: (tx: EntityManager) => Promise<boolean>): Promise<void> {
    while (!this.isStopping && (await this.unitOfWork.run(step))) await wait(PAUSE_MS);
  }
}

import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Hooks, type Hook } from '#webhooks';
import { Attempts } from './attempts.js';
import { DeliveryLog } from '../log/delivery-log.js';
import { DeliveryQueue, type QueuedDelivery } from './delivery-queue.js';
import { DispatchSettings } from '../dispatch-settings.js';
import { OutcomeWriter } from './outcome-writer.js';
import { OutgoingDeliveries, type OutgoingDelivery } from './outgoing-deliveries.js';
import { DeliveryReadiness } from './delivery-readiness.js';
import { ConcurrencyLimiter } from './concurrency-limiter.js';
import { Loggers, type Logger } from '#domain';

/** Deliveries that are read from the database at once and wait for a slot. */
const LOOKED_UP = 64;

/** Sends deliveries: one at a time for each hook, in order; a failure is an outcome like any other. */
@Injectable()
export class Dispatcher {
  private readonly logger: Logger;
  private readonly underWay = new Set<Promise<void>>();
  private readonly events = new EventEmitter().setMaxListeners(0);
  /** Looked up, waiting for a slot. */
  private readonly ready: OutgoingDelivery[] = [];
  private inFlight = 0;
  private isLookingUp = false;
  private isStarted = false;
  private isStopping = false;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly slots: ConcurrencyLimiter,
    private readonly log: DeliveryLog,
    private readonly outgoing: OutgoingDeliveries,
    private readonly outcomes: OutcomeWriter,
    private readonly attempts: Attempts,
    private readonly readiness: DeliveryReadiness,
    private readonly settings: DispatchSettings,
    private readonly hooks: Hooks,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('delivery');
    readiness.onResumed(() => this.send());
  }

  /** Reads the pending deliveries from the database and starts sending: for the first time, or again after `finish`. */
  async start(): Promise<void> {
    // The database has everything that these hold.
    for (const known of [this.readiness, this.queue]) known.clear();
    this.ready.length = 0;
    const left = await this.log.pending();
    this.queue.add(left);
    this.outcomes.start();
    this.attempts.resume();
    this.isStopping = false;
    this.isStarted = true;
    if (left.length > 0) this.logger.log(`taking up ${left.length} pending deliveries`);
    this.noticeIfIdle();
    this.send();
  }

  /** @param deliveries on record and committed */
  enqueue(deliveries: readonly QueuedDelivery[]): void {
    // Before the start they are only recorded; the start reads them.
    if (!this.isStarted) return;
    this.queue.add(deliveries);
    // The client that pushed gets its answer first.
    setImmediate(() => this.send());
  }

  /** @param deliveries that are pending again, committed */
  repeat(deliveries: readonly QueuedDelivery[]): void {
    // As in `enqueue`.
    if (!this.isStarted) return;
    this.queue.add(deliveries);
    this.send();
  }

  get pendingCount(): number {
    return this.queue.size;
  }

  /** Resolves to true as soon as nothing is pending, to false after the time limit. */
  async idle(timeoutMs: number): Promise<boolean> {
    if (this.queue.size === 0) return true;
    const signal = AbortSignal.timeout(timeoutMs);
    const noticed = await once(this.events, 'idle', { signal }).catch(() => null);
    return noticed !== null;
  }

  /**
   * Stops sending: starts no new request, lets those under way finish for `graceMs`, then aborts the rest, which stay
   * pending for the next start. Call it before anything is closed or replaced.
   * @param hurry ends that time when it is aborted
   * @returns how many were aborted
   */
  async finish(graceMs = this.settings.timings.stopGrace, hurry?: AbortSignal): Promise<number> {
    this.isStarted = false;
    this.isStopping = true;
    this.outcomes.stop();
    if (this.underWay.size > 0)
      this.logger.log(`waiting for the deliveries under way, ${graceMs / 1_000} s at most`);
    const finished = Promise.all(this.underWay);
    const late = wait(graceMs, null, { ref: false, signal: hurry }).catch(() => null);
    await Promise.race([finished, late]);
    const count = this.inFlight;
    this.attempts.cutOff();
    await finished;
    return count;
  }

  private send(): void {
    if (!this.isStarted || this.isStopping) return;
    for (let next = this.slots.next(this.ready); next !== null; next = this.slots.next(this.ready)) {
      const work = this.deliver(next).finally(() => this.underWay.delete(work));
      this.underWay.add(work);
    }
    this.lookUp();
  }

  private lookUp(): void {
    if (this.isLookingUp) return;
    const isLong = this.ready.length >= LOOKED_UP / 2;
    // The first delivery of a repository does not wait behind those of others.
    const isServed = (name: string) => isLong && this.ready.some(({ repository }) => repository === name);
    const taken = this.queue.take(LOOKED_UP, isServed);
    if (taken.length === 0) return;
    this.isLookingUp = true;
    const work = this.prepare(taken).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async prepare(taken: readonly QueuedDelivery[]): Promise<void> {
    const found = await this.retried(() => this.outgoing.read(taken)).catch(() => []);
    this.isLookingUp = false;
    if (this.isStopping) return;
    this.ready.push(...found);
    const ids = new Set(found.map(({ id }) => id));
    for (const { id, hookId } of taken) if (!ids.has(id)) this.release(hookId);
    this.send();
  }

  /** Reads again until the database answers. Rejects when the server stops before that. */
  private async retried<T>(read: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await read();
      } catch (error) {
        if (this.isStopping) throw error;
        this.logger.error(`deliveries cannot be looked up yet: ${String(error)}`);
        await wait(this.settings.timings.lookUpRetry, null, { ref: false });
      }
    }
  }

  /** A delivery is cancelled for good, so what is read may not be undone. */
  private async hookOf({ hookId }: OutgoingDelivery): Promise<Hook | null> {
    const hook = await this.hooks.byId(hookId);
    return hook === null || hook.isDisabled ? this.hooks.committed(hookId) : hook;
  }

  private async deliver(delivery: OutgoingDelivery): Promise<void> {
    const slot = this.slots.take(delivery, () => this.send());
    this.inFlight += 1;
    let isToRetry = false;
    let isInFlight = true;
    const freeSlot = () => {
      if (isInFlight) this.inFlight -= 1;
      isInFlight = false;
      slot.free();
    };
    try {
      const hook = await this.retried(() => this.hookOf(delivery));
      const { postpone, triggered } = this.readiness.of(delivery, hook);
      if (postpone !== null) {
        freeSlot();
        postpone();
        return;
      }
      const outcome = await this.attempts.make(delivery, hook, triggered);
      isToRetry = outcome.nextAttemptAt !== null;
      if (outcome.attempts.length > 0) slot.noteEnd();
      freeSlot();
      const recorded = this.outcomes.record(outcome);
      if (this.inFlight === 0) this.outcomes.flush();
      await recorded;
    } catch (error) {
      // It still counts as pending for `idle`; the next start reads the queue anew.
      if (this.isStopping) return;
      this.logger.error(`delivery ${delivery.uuid} stays pending: ${String(error)}`);
    } finally {
      freeSlot();
    }
    // Checked again before it waits: its hook may be disabled or deleted by now, and its time may have come.
    if (isToRetry) this.queue.repeat(delivery.hookId);
    else this.release(delivery.hookId);
    this.send();
  }

  private release(hookId: number): void {
    this.queue.release(hookId);
    this.noticeIfIdle();
  }

  private noticeIfIdle(): void {
    if (this.queue.size === 0) this.events.emit('idle');
  }
}

import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Hooks, type Hook } from '#webhooks';
import { Attempts } from './attempts.js';
import { DeliveryLog } from '../log/delivery-log.js';
import { DeliveryQueue, type QueuedDelivery } from './delivery-queue.js';
import { DispatchSettings } from '../dispatch-settings.js';
import type { DeliveryFault, ReleaseOrder } from '../faults/fault.js';
import type { TriggeredFault } from '../faults/faults.js';
import { HeldDeliveries } from './held-deliveries.js';
import { OutcomeWriter } from './outcome-writer.js';
import { OutgoingDeliveries, type OutgoingDelivery } from './outgoing-deliveries.js';
import { PostponedDeliveries } from './postponed-deliveries.js';
import { ConcurrencyLimiter } from './concurrency-limiter.js';
import { Loggers, type Logger } from '#domain';

/** How many deliveries are looked up at once and wait for a slot. */
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
    private readonly held: HeldDeliveries,
    private readonly postponed: PostponedDeliveries,
    private readonly settings: DispatchSettings,
    private readonly hooks: Hooks,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('delivery');
    hooks.onChange((ids) => this.hooksHaveChanged(ids));
    held.onRemoval((faultId) => this.letGo(faultId));
  }

  /** Takes up what is on record as pending, whoever left it, and starts sending: for the first time, or once more after `finish`. */
  async start(): Promise<void> {
    // What was known of deliveries is all on record.
    for (const known of [this.postponed, this.queue, this.held]) known.clear();
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
    // Before the start they are only on record: the start finds them there.
    if (!this.isStarted) return;
    this.queue.add(deliveries);
    // Whoever waits for the push to be on record gets their answer first.
    setImmediate(() => this.send());
  }

  /** @param deliveries that are pending again, committed */
  repeat(deliveries: readonly QueuedDelivery[]): void {
    // As with `enqueue`: the start finds them.
    if (!this.isStarted) return;
    this.queue.add(deliveries);
    this.send();
  }

  get pendingCount(): number {
    return this.queue.size;
  }

  /** Resolves to whether nothing was pending at some moment within the time. */
  async idle(timeoutMs: number): Promise<boolean> {
    if (this.queue.size === 0) return true;
    const signal = AbortSignal.timeout(timeoutMs);
    const noticed = await once(this.events, 'idle', { signal }).catch(() => null);
    return noticed !== null;
  }

  /**
   * To be called before anything is closed or replaced: starts nothing new, lets what is under way finish, then cuts the rest
   * off: it stays pending for the next start.
   * @returns how many were cut off
   */
  async finish(graceMs = this.settings.timings.stopGrace): Promise<number> {
    this.isStarted = false;
    this.isStopping = true;
    this.outcomes.stop();
    if (this.underWay.size > 0)
      this.logger.log(`waiting for the deliveries under way, ${graceMs / 1_000} s at most`);
    const finished = Promise.all(this.underWay);
    await Promise.race([finished, wait(graceMs, null, { ref: false })]);
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
    // Whoever is the first of a repository does not wait until those of others are served.
    const isServed = (name: string) => isLong && this.ready.some(({ repository }) => repository === name);
    const taken = this.queue.take(LOOKED_UP, isServed);
    if (taken.length === 0) return;
    this.isLookingUp = true;
    const work = this.prepare(taken).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async prepare(taken: readonly QueuedDelivery[]): Promise<void> {
    const found = await this.asked(() => this.outgoing.read(taken)).catch(() => []);
    this.isLookingUp = false;
    if (this.isStopping) return;
    this.ready.push(...found);
    const ids = new Set(found.map(({ id }) => id));
    for (const { id, hookId } of taken) if (!ids.has(id)) this.release(hookId);
    this.send();
  }

  /** Asks until the database answers. Rejects when the server stops before that. */
  private async asked<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (this.isStopping) throw error;
        this.logger.error(`deliveries cannot be looked up yet: ${String(error)}`);
        await wait(this.settings.timings.lookUpRetry, null, { ref: false });
      }
    }
  }

  private async deliver(delivery: OutgoingDelivery): Promise<void> {
    const slot = this.slots.take(delivery, () => this.send());
    this.inFlight += 1;
    let isToRetry = false;
    let isInFlight = true;
    const land = () => {
      if (isInFlight) this.inFlight -= 1;
      isInFlight = false;
      slot.free();
    };
    try {
      const hook = await this.asked(() => this.hooks.byId(delivery.hookId));
      const turn = this.turnOf(delivery, hook);
      if (turn.stepAside !== null) {
        land();
        turn.stepAside();
        return;
      }
      const outcome = await this.attempts.make(delivery, hook, turn.strikes);
      isToRetry = outcome.nextAttemptAt !== null;
      land();
      const recorded = this.outcomes.record(outcome);
      if (this.inFlight === 0) this.outcomes.hurry();
      await recorded;
    } catch (error) {
      // It is still in line, for whoever waits until nobody is; the next start lines up anew.
      if (this.isStopping) return;
      this.logger.error(`delivery ${delivery.uuid} stays pending: ${String(error)}`);
    } finally {
      land();
    }
    // Looked at once more before it waits: its hook may rest now, or be disabled or gone, and its time may have come.
    if (isToRetry) this.queue.repeat(delivery.hookId);
    else this.release(delivery.hookId);
    this.send();
  }

  /** Whether its time has come, and which faults strike it then. */
  private turnOf(delivery: OutgoingDelivery, hook: Hook | null): Turn {
    if (hook === null || hook.isDisabled) return { stepAside: null, strikes: [] };
    const obstacle = this.postponed.waitOf(delivery, hook);
    if (obstacle !== null) {
      const resumed = () => this.send();
      return { stepAside: () => this.postponed.add(delivery, obstacle, resumed), strikes: [] };
    }
    const { strikes, isHeld } = this.held.meet(delivery, hook);
    return { stepAside: isHeld ? () => this.hold(delivery, strikes) : null, strikes };
  }

  /** What waits need not wait any longer to learn that its hook is gone or disabled, or does not rest any more. */
  private hooksHaveChanged(hookIds: ReadonlySet<number>): void {
    this.postponed.resume(hookIds);
    this.bringBack(this.held.ofHooks(hookIds));
  }

  /**
   * Lets go what a fault holds back, ahead of all others of their hooks.
   * @param order as the fault says when left out
   * @returns how many
   */
  letGo(faultId: number, order?: ReleaseOrder): number {
    const deliveries = this.held.release(faultId, order);
    this.bringBack(deliveries);
    return deliveries.length;
  }

  private hold(delivery: QueuedDelivery, strikes: readonly TriggeredFault<DeliveryFault>[]): void {
    this.queue.setAside(delivery.hookId);
    for (const faultId of this.held.keep(delivery, strikes)) this.letGo(faultId);
    this.send();
  }

  /** The first of them is to leave first. */
  private bringBack(deliveries: readonly QueuedDelivery[]): void {
    for (const delivery of deliveries.toReversed()) this.queue.bringBack(delivery);
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

interface Turn {
  /** How it gets out of the way of others until its time comes; null when it is here. */
  readonly stepAside: (() => void) | null;
  readonly strikes: readonly TriggeredFault<DeliveryFault>[];
}

import { Injectable } from '@nestjs/common';
import { Clock } from '#domain';
import type { Hook } from '#webhooks';
import { DispatchSettings } from '../dispatch-settings.js';
import { DeliveryQueue, type QueuedDelivery } from './delivery-queue.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';

/** Until when a delivery waits. */
export interface Wait {
  /** ISO 8601 in UTC. */
  readonly until: string;
  /** Whether the hook's later deliveries wait as well (`strict`) or pass it. */
  readonly order: 'strict' | 'pass';
}

/** Deliveries that wait for their next attempt, or until their hook is enabled again. */
@Injectable()
export class PostponedDeliveries {
  /** By the id of the delivery. */
  private readonly waiting = new Map<number, Postponed>();

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * A disabled hook gets nothing; while a delivery waits for its next attempt, a setting decides about the later
   * ones.
   * @returns null when it can be sent now
   */
  waitOf({ nextAttemptAt }: OutgoingDelivery, { disabledUntil }: Hook): Wait | null {
    if (this.isToCome(disabledUntil)) return { until: disabledUntil, order: 'strict' };
    return this.isToCome(nextAttemptAt) ? { until: nextAttemptAt, order: this.settings.order } : null;
  }

  /** @param resumed is called when it is in the queue again */
  add(delivery: QueuedDelivery, { until, order }: Wait, resumed: () => void): void {
    const isStrict = order === 'strict';
    if (!isStrict) this.queue.postpone(delivery.hookId);
    const resume = () => {
      this.waiting.delete(delivery.id);
      cancel();
      if (isStrict) this.queue.repeat(delivery.hookId);
      else this.queue.resume(delivery);
      resumed();
    };
    const cancel = this.clock.at(new Date(until), resume);
    this.waiting.set(delivery.id, { hookId: delivery.hookId, resume, cancel });
  }

  /** Puts the deliveries of these hooks back into the queue. */
  resume(hookIds: ReadonlySet<number>): void {
    for (const { hookId, resume } of this.waiting.values()) if (hookIds.has(hookId)) resume();
  }

  clear(): void {
    for (const { cancel } of this.waiting.values()) cancel();
    this.waiting.clear();
  }

  private isToCome(time: string | null): time is string {
    return time !== null && Date.parse(time) > this.clock.now().getTime();
  }
}

interface Postponed {
  readonly hookId: number;
  /** Puts the delivery back into the queue. */
  readonly resume: () => void;
  readonly cancel: () => void;
}

import { Injectable } from '@nestjs/common';
import { Clock } from '#domain';
import type { Hook } from '#webhooks';
import { DispatchSettings } from '../dispatch-settings.js';
import { DeliveryQueue, type QueuedDelivery } from './delivery-queue.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';

/** What keeps a delivery waiting. */
export interface Wait {
  /** ISO 8601 in UTC. */
  readonly until: string;
  /** Whether the hook's later deliveries wait, too, or pass. */
  readonly order: 'strict' | 'pass';
}

/** Deliveries that wait for the time of their next attempt, or for the end of their hook's rest. */
@Injectable()
export class PostponedDeliveries {
  /** By the id of the delivery. */
  private readonly waiting = new Map<number, Postponed>();

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
  ) {}

  /** While a hook rests nothing of it leaves; while a delivery waits to be tried again, the setting says what the later ones do. */
  waitOf({ nextAttemptAt }: OutgoingDelivery, { disabledUntil }: Hook): Wait | null {
    if (this.isToCome(disabledUntil)) return { until: disabledUntil, order: 'strict' };
    return this.isToCome(nextAttemptAt) ? { until: nextAttemptAt, order: this.settings.order } : null;
  }

  /** @param resumed is called when it is in the queue again */
  add(delivery: QueuedDelivery, { until, order }: Wait, resumed: () => void): void {
    const isStrict = order === 'strict';
    if (!isStrict) this.queue.setAside(delivery.hookId);
    const resume = () => {
      this.waiting.delete(delivery.id);
      cancel();
      if (isStrict) this.queue.repeat(delivery.hookId);
      else this.queue.bringBack(delivery);
      resumed();
    };
    const cancel = this.clock.at(new Date(until), resume);
    this.waiting.set(delivery.id, { hookId: delivery.hookId, resume, cancel });
  }

  /** Those of these hooks need not wait any longer. */
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
  /** Its time has come, or nobody waits for that any more. */
  readonly resume: () => void;
  readonly cancel: () => void;
}

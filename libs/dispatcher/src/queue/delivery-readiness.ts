import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { Hooks, type Hook, type ToggledHooks } from '#webhooks';
import { DeliveryQueue, type QueuedDelivery } from './delivery-queue.js';
import type { DeliveryFault, ReleaseOrder } from '../faults/fault.js';
import type { TriggeredFault } from '../faults/faults.js';
import { HeldDeliveries } from './held-deliveries.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';
import { PostponedDeliveries } from './postponed-deliveries.js';

export interface Readiness {
  /** Takes the delivery out of the way of others until its time comes; null when it can be sent now. */
  readonly postpone: (() => void) | null;
  /** The faults that are triggered for it. */
  readonly triggered: readonly TriggeredFault<DeliveryFault>[];
}

/** Whether a delivery can be sent now. It waits for its next attempt, for a disabled hook, or for a fault that holds it back. */
@Injectable()
export class DeliveryReadiness {
  private readonly resumed = new Subject<void>();

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly held: HeldDeliveries,
    private readonly postponed: PostponedDeliveries,
    hooks: Hooks,
  ) {
    hooks.onToggle((toggled) => this.hooksAreToggled(toggled));
    held.onRemoval((faultId) => this.releaseHeld(faultId));
  }

  /** Calls `listener` when deliveries may be in the queue again. */
  onResumed(listener: () => void): void {
    this.resumed.subscribe(listener);
  }

  /** @param hook null when it is gone: the delivery is sent on its way to be cancelled */
  of(delivery: OutgoingDelivery, hook: Hook | null): Readiness {
    if (hook === null || hook.isDisabled) {
      this.held.forget(delivery.id);
      return { postpone: null, triggered: [] };
    }
    const obstacle = this.postponed.waitOf(delivery, hook);
    if (obstacle !== null) {
      const resumed = () => this.resumed.next();
      return { postpone: () => this.postponed.add(delivery, obstacle, resumed), triggered: [] };
    }
    const { triggered, isHeld } = this.held.trigger(delivery, hook);
    return { postpone: isHeld ? () => this.hold(delivery, triggered) : null, triggered };
  }

  /**
   * Sends what a fault holds back, before all other deliveries of the hooks.
   * @param order the order that the fault names when left out
   * @returns how many
   */
  releaseHeld(faultId: number, order?: ReleaseOrder): number {
    const deliveries = this.held.release(faultId, order);
    this.requeue(deliveries);
    return deliveries.length;
  }

  clear(): void {
    this.postponed.clear();
    this.held.clear();
  }

  /** Deliveries that wait for these hooks are checked again; those that a fault holds, only to be cancelled. */
  private hooksAreToggled({ ids, are }: ToggledHooks): void {
    this.postponed.resume(ids);
    if (are !== 'enabled') this.requeue(this.held.ofHooks(ids));
  }

  private hold(delivery: QueuedDelivery, triggered: readonly TriggeredFault<DeliveryFault>[]): void {
    this.queue.postpone(delivery.hookId);
    for (const faultId of this.held.hold(delivery, triggered)) this.releaseHeld(faultId);
    this.resumed.next();
  }

  /** Puts them at the front of their hooks' lines, in this order. */
  private requeue(deliveries: readonly QueuedDelivery[]): void {
    for (const delivery of deliveries.toReversed()) this.queue.resumeFirst(delivery);
    this.resumed.next();
  }
}

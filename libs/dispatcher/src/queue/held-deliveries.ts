import { Injectable } from '@nestjs/common';
import type { Hook } from '#webhooks';
import type { QueuedDelivery } from './delivery-queue.js';
import { randomNumbers, type DeliveryFault, type ReleaseOrder } from '../faults/fault.js';
import { Faults, type TriggeredFault } from '../faults/faults.js';
import { isApplicable } from '../http/faulty-request.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';

interface Held {
  readonly delivery: QueuedDelivery;
  /** The fault that holds it back. */
  readonly by: TriggeredFault<DeliveryFault>;
}

/**
 * Deliveries that faults hold back. They are kept in memory: after a restart they are sent in the order of their ids.
 */
@Injectable()
export class HeldDeliveries {
  private held: Held[] = [];
  /** The faults triggered for each held delivery; kept after its release until it is sent. */
  private readonly triggered = new Map<number, readonly TriggeredFault<DeliveryFault>[]>();

  constructor(private readonly faults: Faults) {}

  /**
   * Triggers faults for a delivery that is about to be sent, once per delivery, and tells whether one of them holds
   * it back.
   */
  trigger(
    delivery: OutgoingDelivery,
    hook: Hook,
  ): { readonly triggered: readonly TriggeredFault<DeliveryFault>[]; readonly isHeld: boolean } {
    const before = this.triggered.get(delivery.id);
    this.triggered.delete(delivery.id);
    if (before !== undefined) return { triggered: before, isHeld: false };
    const triggered = this.faults.ofDelivery(delivery, isApplicable(hook, delivery.dialect));
    return { triggered, isHeld: triggered.some(({ fault }) => fault.kind === 'hold') };
  }

  /** Calls `listener` when a fault is removed: what it held back is to be released. */
  onRemoval(listener: (faultId: number) => void): void {
    this.faults.onRemoval(listener);
  }

  /** @param triggered at least one of them holds @returns the faults that will hold no more */
  hold(delivery: QueuedDelivery, triggered: readonly TriggeredFault<DeliveryFault>[]): readonly number[] {
    this.triggered.set(delivery.id, triggered);
    const holding = triggered.filter(({ fault }) => fault.kind === 'hold');
    const [by] = holding;
    if (by !== undefined) this.held.push({ delivery, by });
    // It may have held fewer than it was triggered by: others hold some, or their hooks are gone.
    return holding.map(({ id }) => id).filter((id) => this.faults.isUsedUp(id));
  }

  /** The delivery is cancelled: sent again, it triggers faults anew. */
  forget(deliveryId: number): void {
    this.triggered.delete(deliveryId);
  }

  /** @returns what the fault has held back, in the order in which it is to be sent */
  release(faultId: number, order?: ReleaseOrder): readonly QueuedDelivery[] {
    const released = this.held.filter(({ by }) => by.id === faultId);
    this.held = this.held.filter(({ by }) => by.id !== faultId);
    const deliveries = released.map(({ delivery }) => delivery);
    return inOrder(deliveries, order ?? released[0]?.by.fault.release ?? 'same');
  }

  clear(): void {
    this.held = [];
    this.triggered.clear();
  }

  /** Removes and returns what is held back for these hooks. */
  ofHooks(hookIds: ReadonlySet<number>): readonly QueuedDelivery[] {
    const theirs = this.held.filter(({ delivery }) => hookIds.has(delivery.hookId));
    this.held = this.held.filter(({ delivery }) => !hookIds.has(delivery.hookId));
    return theirs.map(({ delivery }) => delivery);
  }
}

function inOrder(deliveries: readonly QueuedDelivery[], order: ReleaseOrder): readonly QueuedDelivery[] {
  switch (order) {
    case 'same':
      return deliveries;
    case 'reverse':
      return deliveries.toReversed();
    case 'shuffled': {
      const random = randomNumbers(1);
      const drawn = deliveries.map((delivery) => ({ delivery, place: random() }));
      return drawn.sort((a, b) => a.place - b.place).map(({ delivery }) => delivery);
    }
  }
}

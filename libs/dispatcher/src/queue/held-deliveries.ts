import { Injectable } from '@nestjs/common';
import type { Hook } from '#webhooks';
import type { QueuedDelivery } from './delivery-queue.js';
import { randomNumbers, type DeliveryFault, type ReleaseOrder } from '../faults/fault.js';
import { Faults, type TriggeredFault } from '../faults/faults.js';
import { canStrike } from '../http/faulty-request.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';

interface Held {
  readonly delivery: QueuedDelivery;
  /** The fault that holds it back. */
  readonly by: TriggeredFault<DeliveryFault>;
}

/** What faults hold back, in memory: a restart lets it go in the order of its numbers. */
@Injectable()
export class HeldDeliveries {
  private held: Held[] = [];
  /** Of those that were let go and have not had their turn yet, too. */
  private readonly strikes = new Map<number, readonly TriggeredFault<DeliveryFault>[]>();

  constructor(private readonly faults: Faults) {}

  /** Which faults strike a delivery that is about to leave, and whether one of them holds it back; each only once. */
  meet(
    delivery: OutgoingDelivery,
    hook: Hook,
  ): { readonly strikes: readonly TriggeredFault<DeliveryFault>[]; readonly isHeld: boolean } {
    const before = this.strikes.get(delivery.id);
    this.strikes.delete(delivery.id);
    if (before !== undefined) return { strikes: before, isHeld: false };
    const strikes = this.faults.ofDelivery(delivery, canStrike(hook, delivery.dialect));
    return { strikes, isHeld: strikes.some(({ fault }) => fault.kind === 'hold') };
  }

  /** Tells that a fault is gone, which has no hold on anything any more. */
  onRemoval(listener: (faultId: number) => void): void {
    this.faults.onRemoval(listener);
  }

  /** @param strikes with one at least that holds. @returns the faults that hold all that they ever will */
  keep(delivery: QueuedDelivery, strikes: readonly TriggeredFault<DeliveryFault>[]): readonly number[] {
    this.strikes.set(delivery.id, strikes);
    const by = strikes.find(({ fault }) => fault.kind === 'hold');
    if (by === undefined) return [];
    this.held.push({ delivery, by });
    const { when } = by.fault;
    const count = this.held.filter(({ by: { id } }) => id === by.id).length;
    return 'next' in when && count === when.next ? [by.id] : [];
  }

  /** @returns what the fault has held back, in the order in which it is to leave */
  release(faultId: number, order?: ReleaseOrder): readonly QueuedDelivery[] {
    const released = this.held.filter(({ by }) => by.id === faultId);
    this.held = this.held.filter(({ by }) => by.id !== faultId);
    const deliveries = released.map(({ delivery }) => delivery);
    return inOrder(deliveries, order ?? released[0]?.by.fault.release ?? 'same');
  }

  /** Forgets what is held back, and what has struck it. */
  clear(): void {
    this.held = [];
    this.strikes.clear();
  }

  /** Takes out what is held back for these hooks. */
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

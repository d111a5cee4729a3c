import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { ForgeError, type OnStateReplaced } from '#domain';
import {
  randomNumbers,
  triggers,
  type CallFault,
  type DeliveryFault,
  type DeliveryFaultKind,
  type Fault,
  type KnownFault,
} from './fault.js';

const MOST_FAULTS = 1_000;

/** A fault that a delivery or call has triggered. */
export interface TriggeredFault<F extends Fault = Fault> {
  readonly id: number;
  readonly fault: F;
}

interface Entry {
  readonly id: number;
  readonly fault: Fault;
  readonly random: () => number;
  seen: number;
  struck: number;
}

const NONE = [] as const;

/** The faults that users have added, oldest first. They are kept in memory only. */
@Injectable()
export class Faults implements OnStateReplaced {
  private readonly entries = new Map<number, Entry>();
  private readonly removals = new Subject<number>();
  private newest = 0;

  add(fault: Fault): KnownFault {
    if (this.entries.size >= MOST_FAULTS)
      throw new ForgeError('invalid', `there are ${MOST_FAULTS} faults: delete some first`);
    this.newest += 1;
    const random = randomNumbers('probability' in fault.when ? fault.when.seed : 0);
    const entry = { id: this.newest, fault, random, seen: 0, struck: 0 };
    this.entries.set(entry.id, entry);
    return entry;
  }

  list(): readonly KnownFault[] {
    return [...this.entries.values()];
  }

  /** @throws ForgeError `not_found` */
  get(id: number): KnownFault {
    const entry = this.entries.get(id);
    if (entry === undefined) throw new ForgeError('not_found', `Fault ${id} does not exist`);
    return entry;
  }

  /** Whether it was for the next n, and those have come. @throws ForgeError `not_found` */
  isUsedUp(id: number): boolean {
    const { fault, seen } = this.get(id);
    return 'next' in fault.when && seen >= fault.when.next;
  }

  /** @throws ForgeError `not_found` */
  remove(id: number): void {
    this.get(id);
    this.entries.delete(id);
    this.removals.next(id);
  }

  removeAll(): void {
    for (const id of this.entries.keys()) this.remove(id);
  }

  /** What they hold back is gone as well; ids start again at 1. */
  onStateReplaced(): void {
    this.removeAll();
    this.newest = 0;
  }

  /** Calls `listener` with the id of each removed fault. */
  onRemoval(listener: (id: number) => void): void {
    this.removals.subscribe(listener);
  }

  /**
   * Counts a delivery for all faults that match it.
   * @param canBe which kinds apply to it: without a signature none can be wrong
   * @returns the faults that it triggers
   */
  ofDelivery(
    delivery: { readonly hookId: number; readonly eventName: string; readonly repository: string },
    canBe: (kind: DeliveryFaultKind) => boolean,
  ): readonly TriggeredFault<DeliveryFault>[] {
    return this.trigger(
      (fault): fault is DeliveryFault =>
        fault.on === 'deliveries' &&
        [null, delivery.hookId].includes(fault.hookId) &&
        [null, delivery.eventName].includes(fault.event) &&
        [undefined, delivery.repository.toLowerCase()].includes(fault.repository?.toLowerCase()) &&
        canBe(fault.kind),
    );
  }

  /**
   * Counts a call to this server for all faults that match it.
   * @returns the faults that it triggers
   */
  ofCall(call: {
    readonly on: CallFault['on'];
    readonly method: string;
    readonly path: string;
  }): readonly TriggeredFault<CallFault>[] {
    return this.trigger(
      (fault): fault is CallFault =>
        fault.on === call.on &&
        [null, call.method].includes(fault.method) &&
        call.path.startsWith(fault.path ?? ''),
    );
  }

  private trigger<F extends Fault>(isAbout: (fault: Fault) => fault is F): readonly TriggeredFault<F>[] {
    if (this.entries.size === 0) return NONE;
    const triggered: TriggeredFault<F>[] = [];
    for (const entry of this.entries.values()) {
      const { id, fault } = entry;
      if (!isAbout(fault)) continue;
      const isTriggered = triggers(fault.when, entry.seen, entry.random);
      entry.seen += 1;
      if (!isTriggered) continue;
      entry.struck += 1;
      triggered.push({ id, fault });
    }
    return triggered;
  }
}

import { Injectable } from '@nestjs/common';

export interface QueuedDelivery {
  readonly id: number;
  readonly hookId: number;
}

/**
 * Whose turn it is. The one place that may know how many processes dispatch: whoever wants several gives them a
 * queue that claims rows in the database; everything else stays as it is.
 */
export abstract class DispatchQueue {
  /** Appends deliveries that are on record, in the order in which they are to leave. */
  abstract add(deliveries: readonly QueuedDelivery[]): void;

  /** At most `count` deliveries, each the next of a hook that has none under way; that hook then waits for `release`. */
  abstract take(count: number): QueuedDelivery[];

  /** The hook's delivery has its outcome on record: its next one may leave. */
  abstract release(hookId: number): void;

  /** Deliveries added and not yet released. */
  abstract readonly size: number;
}

/** For one dispatching process, the only one there is: a line of delivery ids per hook, in memory. */
@Injectable()
export class InProcessQueue extends DispatchQueue {
  private readonly lines = new Map<number, Line>();
  /** Hooks with somebody in line and nobody under way; a set keeps them in the order of their coming. */
  private readonly ready = new Set<number>();
  private count = 0;

  override get size(): number {
    return this.count;
  }

  override add(deliveries: readonly QueuedDelivery[]): void {
    for (const { id, hookId } of deliveries) {
      const line = this.lines.get(hookId);
      if (line) {
        line.ids.push(id);
      } else {
        this.lines.set(hookId, { ids: [id], served: 0 });
        this.ready.add(hookId);
      }
    }
    this.count += deliveries.length;
  }

  override take(count: number): QueuedDelivery[] {
    const taken: QueuedDelivery[] = [];
    for (const hookId of this.ready) {
      if (taken.length === count) break;
      this.ready.delete(hookId);
      const line = this.lines.get(hookId);
      const id = line?.ids[line.served];
      if (id !== undefined) taken.push({ id, hookId });
    }
    return taken;
  }

  override release(hookId: number): void {
    const line = this.lines.get(hookId);
    if (line === undefined) return;
    this.count -= 1;
    line.served += 1;
    if (line.served === line.ids.length) this.lines.delete(hookId);
    else this.ready.add(hookId);
  }
}

/** `served` counts from the front: shifting a long array would cost as much as it is long. */
interface Line {
  readonly ids: number[];
  served: number;
}

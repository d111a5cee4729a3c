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

  /** The hook's delivery is to leave once more, before all others of the hook. */
  abstract repeat(hookId: number): void;

  /** The hook's delivery will come back; until then its next ones may leave. */
  abstract setAside(hookId: number): void;

  /** One that was set aside is to leave next. */
  abstract bringBack(delivery: QueuedDelivery): void;

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
    for (const { id, hookId } of deliveries) this.line(hookId).ids.push(id);
    this.count += deliveries.length;
  }

  override take(count: number): QueuedDelivery[] {
    const taken: QueuedDelivery[] = [];
    for (const hookId of this.ready) {
      if (taken.length === count) break;
      this.ready.delete(hookId);
      const line = this.lines.get(hookId);
      const id = line?.ids[line.served];
      if (line === undefined || id === undefined) continue;
      line.isBusy = true;
      taken.push({ id, hookId });
    }
    return taken;
  }

  override release(hookId: number): void {
    if (this.advance(hookId)) this.count -= 1;
  }

  override repeat(hookId: number): void {
    const line = this.lines.get(hookId);
    if (line === undefined) return;
    line.isBusy = false;
    this.ready.add(hookId);
  }

  override setAside(hookId: number): void {
    this.advance(hookId);
  }

  override bringBack({ id, hookId }: QueuedDelivery): void {
    const line = this.line(hookId);
    line.ids.splice(line.served + (line.isBusy ? 1 : 0), 0, id);
  }

  /** The hook's line, made ready when it is new. */
  private line(hookId: number): Line {
    const known = this.lines.get(hookId);
    if (known !== undefined) return known;
    const line: Line = { ids: [], served: 0, isBusy: false };
    this.lines.set(hookId, line);
    this.ready.add(hookId);
    return line;
  }

  private advance(hookId: number): boolean {
    const line = this.lines.get(hookId);
    if (line === undefined) return false;
    line.served += 1;
    line.isBusy = false;
    if (line.served === line.ids.length) this.lines.delete(hookId);
    else this.ready.add(hookId);
    return true;
  }
}

/** `served` counts from the front: shifting a long array would cost as much as it is long. */
interface Line {
  readonly ids: number[];
  served: number;
  /** One of them has been taken and not released yet. */
  isBusy: boolean;
}

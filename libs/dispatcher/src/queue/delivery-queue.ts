import { Injectable } from '@nestjs/common';

export interface QueuedDelivery {
  readonly id: number;
  readonly hookId: number;
  /** `owner/repo`: repositories take turns. */
  readonly repository: string;
}

/**
 * Whose turn it is. The one place that may know how many processes dispatch: whoever wants several gives them a
 * queue that claims rows in the database; everything else stays as it is.
 */
export abstract class DeliveryQueue {
  /** Appends deliveries that are on record, in the order in which they are to leave. */
  abstract add(deliveries: readonly QueuedDelivery[]): void;

  /**
   * At most `count` deliveries, each the next of a hook that has none under way; that hook then waits for `release`.
   * Repositories take turns.
   * @param isServed whether a repository is left out
   */
  abstract take(count: number, isServed: (repository: string) => boolean): QueuedDelivery[];

  /** The hook's delivery has its outcome on record: its next one may leave. */
  abstract release(hookId: number): void;

  /** The hook's delivery is to leave once more, before all others of the hook. */
  abstract repeat(hookId: number): void;

  /** The hook's delivery will come back; until then its next ones may leave. */
  abstract setAside(hookId: number): void;

  /** One that was set aside is to leave next. */
  abstract bringBack(delivery: QueuedDelivery): void;

  /** Nobody is in line any more. */
  abstract clear(): void;

  /** Deliveries added and not yet released. */
  abstract readonly size: number;
}

/** For one dispatching process, the only one there is: a line of delivery ids per hook, in memory. */
@Injectable()
export class InProcessDeliveryQueue extends DeliveryQueue {
  private readonly lines = new Map<number, Line>();
  /** By repository, hooks with somebody in line and nobody under way; both in the order of their coming. */
  private readonly ready = new Map<string, Set<number>>();
  private count = 0;

  override get size(): number {
    return this.count;
  }

  override add(deliveries: readonly QueuedDelivery[]): void {
    for (const delivery of deliveries) this.line(delivery).ids.push(delivery.id);
    this.count += deliveries.length;
  }

  override clear(): void {
    this.lines.clear();
    this.ready.clear();
    this.count = 0;
  }

  override take(count: number, isServed: (repository: string) => boolean): QueuedDelivery[] {
    const taken: QueuedDelivery[] = [];
    for (const [repository, hookIds] of this.ready) {
      if (taken.length === count) break;
      if (isServed(repository)) continue;
      this.ready.delete(repository);
      const [hookId] = hookIds;
      const line = hookId === undefined ? undefined : this.lines.get(hookId);
      const id = line?.ids[line.served];
      if (hookId === undefined || line === undefined || id === undefined) continue;
      hookIds.delete(hookId);
      // Back at the end: the loop comes by once more.
      if (hookIds.size > 0) this.ready.set(repository, hookIds);
      line.isBusy = true;
      taken.push({ id, hookId, repository });
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
    this.makeReady(hookId, line);
  }

  override setAside(hookId: number): void {
    this.advance(hookId);
  }

  override bringBack(delivery: QueuedDelivery): void {
    const line = this.line(delivery);
    line.ids.splice(line.served + (line.isBusy ? 1 : 0), 0, delivery.id);
  }

  /** The hook's line, made ready when it is new. */
  private line({ hookId, repository }: QueuedDelivery): Line {
    const known = this.lines.get(hookId);
    if (known !== undefined) return known;
    const line: Line = { repository, ids: [], served: 0, isBusy: false };
    this.lines.set(hookId, line);
    this.makeReady(hookId, line);
    return line;
  }

  private makeReady(hookId: number, { repository }: Line): void {
    const hookIds = this.ready.get(repository);
    if (hookIds === undefined) this.ready.set(repository, new Set([hookId]));
    else hookIds.add(hookId);
  }

  private advance(hookId: number): boolean {
    const line = this.lines.get(hookId);
    if (line === undefined) return false;
    line.served += 1;
    line.isBusy = false;
    if (line.served === line.ids.length) this.lines.delete(hookId);
    else this.makeReady(hookId, line);
    return true;
  }
}

/** `served` counts from the front: shifting a long array would cost as much as it is long. */
interface Line {
  readonly repository: string;
  readonly ids: number[];
  served: number;
  /** One of them has been taken and not released yet. */
  isBusy: boolean;
}

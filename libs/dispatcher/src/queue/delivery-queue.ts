import { Injectable } from '@nestjs/common';

export interface QueuedDelivery {
  readonly id: number;
  readonly hookId: number;
  /** `owner/repo` */
  readonly repository: string;
}

/**
 * Decides which delivery is next. Only this class may assume a number of dispatching processes: for several of them,
 * another implementation would claim rows in the database, and everything else would stay as it is.
 */
export abstract class DeliveryQueue {
  /** Appends recorded deliveries, in the order in which they are to be sent. */
  abstract add(deliveries: readonly QueuedDelivery[]): void;

  /**
   * Takes at most `count` deliveries, each the next one of a hook that has none under way; that hook then waits for
   * `release`. Repositories take turns.
   * @param isServed whether to skip a repository
   */
  abstract take(count: number, isServed: (repository: string) => boolean): QueuedDelivery[];

  /** The outcome of the hook's delivery is recorded: its next delivery may be sent. */
  abstract release(hookId: number): void;

  /** The hook's delivery is to be sent again, before all others of the hook. */
  abstract repeat(hookId: number): void;

  /** Takes the hook's current delivery out of the line until it is put back, so that later ones may pass it. */
  abstract postpone(hookId: number): void;

  /** Puts a postponed delivery back into its hook's line, before the later ones. */
  abstract resume(delivery: QueuedDelivery): void;

  /** Puts a postponed delivery back at the front of its hook's line. */
  abstract resumeFirst(delivery: QueuedDelivery): void;

  /** Empties the queue. */
  abstract clear(): void;

  /** Deliveries added and not yet released. */
  abstract readonly size: number;
}

/** A line of delivery ids per hook, in memory: for one dispatching process. */
@Injectable()
export class InProcessDeliveryQueue extends DeliveryQueue {
  private readonly lines = new Map<number, Line>();
  /** By repository, the hooks that have deliveries in line and none under way; both in the order of arrival. */
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
      // Appended to the map, so the loop reaches the repository again.
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

  override postpone(hookId: number): void {
    this.advance(hookId);
  }

  override resume(delivery: QueuedDelivery): void {
    const line = this.line(delivery);
    let place = frontOf(line);
    while ((line.ids[place] ?? Infinity) < delivery.id) place += 1;
    line.ids.splice(place, 0, delivery.id);
  }

  override resumeFirst(delivery: QueuedDelivery): void {
    const line = this.line(delivery);
    line.ids.splice(frontOf(line), 0, delivery.id);
  }

  /** The hook's line; a new one is made ready. */
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
  /** Whether one of them is under way. */
  isBusy: boolean;
}

/** The index of the next one that is not under way. */
const frontOf = ({ served, isBusy }: Line): number => served + (isBusy ? 1 : 0);

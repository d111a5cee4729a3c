import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Hooks, type Hook } from '#hooks';
import type { DeliveryRow } from './delivery.entity.js';
import { DeliveryLog, type RecordedOutcome } from './delivery-log.js';
import { DispatchQueue, type QueuedDelivery } from './dispatch-queue.js';
import { DispatchSettings } from './dispatch-settings.js';
import { HttpSender, type Outcome } from './http-sender.js';
import { outgoingRequest, shownRequest } from './outgoing-request.js';

/** Requests at once in all. */
const SLOTS = 16;
/**
 * A request that has had no answer for this long gives its slot back and goes on waiting beside the others:
 * sixteen receivers that hang must not hold up the seventeenth.
 */
const PATIENCE_MS = 1_000;
/** How long a stopping server lets deliveries under way finish. */
const GRACE_MS = 10_000;

/** Sends deliveries: one at a time for each hook, in order; a failure is an outcome like any other. */
@Injectable()
export class Dispatcher implements BeforeApplicationShutdown {
  private readonly logger = new Logger('delivery');
  private readonly cut = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly whenIdle = new Set<() => void>();
  private freeSlots = SLOTS;
  private isStarted = false;
  private isStopping = false;

  constructor(
    private readonly queue: DispatchQueue,
    private readonly log: DeliveryLog,
    private readonly hooks: Hooks,
    private readonly sender: HttpSender,
    private readonly settings: DispatchSettings,
  ) {}

  /** Takes up what an earlier run left pending, and starts sending. */
  async start(): Promise<void> {
    const left = await this.log.pending();
    this.queue.add(left);
    this.isStarted = true;
    if (left.length > 0) this.logger.log(`taking up ${left.length} deliveries of an earlier run`);
    this.send();
  }

  /** @param deliveries on record and committed */
  enqueue(deliveries: readonly QueuedDelivery[]): void {
    // Before the start they are only on record: the start finds them there.
    if (!this.isStarted) return;
    this.queue.add(deliveries);
    this.send();
  }

  get pendingCount(): number {
    return this.queue.size;
  }

  /** Resolves to whether nothing was pending at some moment within the time. */
  async idle(timeoutMs: number): Promise<boolean> {
    if (this.queue.size === 0) return true;
    const timer = new AbortController();
    let notice = () => {};
    const idle = new Promise<boolean>((resolve) => (notice = () => resolve(true)));
    this.whenIdle.add(notice);
    const late = wait(timeoutMs, false, { signal: timer.signal, ref: false }).catch(() => false);
    const result = await Promise.race([idle, late]);
    this.whenIdle.delete(notice);
    timer.abort();
    return result;
  }

  /** Starts nothing new, lets what is under way finish, then cuts the rest off: it stays pending for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    if (this.underWay.size > 0) this.logger.log('waiting for the deliveries under way, 10 s at most');
    const finished = Promise.all(this.underWay);
    await Promise.race([finished, wait(GRACE_MS, null, { ref: false })]);
    this.cut.abort();
    await finished;
  }

  private send(): void {
    if (!this.isStarted || this.isStopping) return;
    const taken: QueuedDelivery[] = [];
    while (this.freeSlots > 0) {
      const next = this.queue.take();
      if (next === null) break;
      this.freeSlots -= 1;
      taken.push(next);
    }
    if (taken.length === 0) return;
    const work = this.deliverAll(taken).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  /** One look into the database for all that leave together. */
  private async deliverAll(taken: readonly QueuedDelivery[]): Promise<void> {
    const [rows, hooks] = await Promise.all([
      this.log.load(taken.map(({ id }) => id)),
      this.hooks.byIds(taken.map(({ hookId }) => hookId)),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    await Promise.all(
      taken.map(async ({ id, hookId }) => {
        await this.deliver(byId.get(id), hooks.get(hookId));
        this.queue.release(hookId);
        if (this.queue.size === 0) for (const notice of this.whenIdle) notice();
        this.send();
      }),
    );
  }

  private async deliver(row: DeliveryRow | undefined, hook: Hook | undefined): Promise<void> {
    const slot = this.slot();
    try {
      if (row === undefined) return;
      const outcome = hook === undefined ? cancelled(row) : await this.post(row, hook);
      slot.free();
      await this.log.record(outcome);
    } catch (error) {
      if (!this.cut.signal.aborted)
        this.logger.error(`delivery ${row?.uuid} stays pending: ${String(error)}`);
    } finally {
      slot.free();
    }
  }

  private async post(row: DeliveryRow, hook: Hook): Promise<RecordedOutcome> {
    const { uuid, eventName, repository, payload } = row;
    const request = outgoingRequest(hook, { uuid, eventName: payload.eventName, body: payload.body });
    const outcome = await this.sender.send(
      request,
      hook.timeoutMs ?? this.settings.timeoutMs,
      this.cut.signal,
    );
    const shown = shownRequest(hook, request);
    const status = succeeded(outcome) ? 'delivered' : 'failed';
    const result = outcome.response === null ? outcome.error : `HTTP ${outcome.response.status}`;
    const line = `${eventName} of ${repository} to ${shown.url}: ${result} in ${outcome.durationMs} ms`;
    if (status === 'delivered') this.logger.log(line);
    else this.logger.warn(line);
    const statusCode = outcome.response?.status ?? null;
    return {
      deliveryId: row.id,
      status,
      statusCode,
      error: outcome.error,
      attempt: {
        deliveryId: row.id,
        startedAt: outcome.startedAt.toISOString(),
        durationMs: outcome.durationMs,
        url: shown.url,
        requestLine: shown.line,
        requestHeaders: JSON.stringify(shown.headers),
        statusCode,
        responseHeaders: outcome.response && JSON.stringify(outcome.response.headers),
        responseBody: outcome.response && outcome.response.body.toString('base64'),
        responseTruncated: outcome.response?.isTruncated ?? false,
        error: outcome.error,
      },
    };
  }

  /** One of the sixteen, given back once: at the end, or when patience runs out. */
  private slot(): { free(): void } {
    let isHeld = true;
    const free = () => {
      if (!isHeld) return;
      isHeld = false;
      clearTimeout(timer);
      this.freeSlots += 1;
      this.send();
    };
    const timer = setTimeout(free, PATIENCE_MS);
    timer.unref();
    return { free };
  }
}

const succeeded = ({ response }: Outcome): boolean =>
  response !== null && response.status >= 200 && response.status < 300;

const cancelled = (row: DeliveryRow): RecordedOutcome => ({
  deliveryId: row.id,
  status: 'cancelled',
  statusCode: null,
  error: 'the hook was deleted before the delivery was sent',
  attempt: null,
});

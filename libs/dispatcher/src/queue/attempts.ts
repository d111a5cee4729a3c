import { Injectable } from '@nestjs/common';
import { Clock, type OnStateReplaced, Loggers, type Logger } from '#domain';
import { disablement, type Hook } from '#webhooks';
import type { AttemptRow } from '../log/attempt.entity.js';
import { DispatchSettings } from '../dispatch-settings.js';
import { randomNumbers, type DeliveryFault } from '../faults/fault.js';
import type { TriggeredFault } from '../faults/faults.js';
import { faultyRequest, type SendOptions } from '../http/faulty-request.js';
import { HttpSender, type Outcome } from '../http/http-sender.js';
import type { RecordedOutcome } from './outcome-writer.js';
import type { OutgoingDelivery } from './outgoing-deliveries.js';
import { shownRequest, type OutgoingRequest } from '../http/outgoing-request.js';
import { retryDelayMs, succeeded } from './retry-schedule.js';

/**
 * Sends a delivery to its hook, with the faults that were triggered for it, and returns its outcome and the next
 * attempt.
 */
@Injectable()
export class Attempts implements OnStateReplaced {
  private readonly logger: Logger;
  /** Restarts from the same seed at every start and reset, so that a run can be repeated. */
  private random = randomNumbers(1);

  constructor(
    private readonly sender: HttpSender,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('delivery');
  }

  /** Aborts the requests under way: their outcomes are unknown, so `make` rejects. */
  cutOff(): void {
    this.sender.cutOff();
  }

  /** Allows requests again after `cutOff`. */
  resume(): void {
    this.sender.resume();
  }

  onStateReplaced(): void {
    this.random = randomNumbers(1);
  }

  /** @param hook null when it was deleted Rejects when it is cut off before there is an outcome. */
  async make(
    delivery: OutgoingDelivery,
    hook: Hook | null,
    triggered: readonly TriggeredFault<DeliveryFault>[],
  ): Promise<RecordedOutcome> {
    if (hook === null || hook.isDisabled) return cancelled(delivery, hook);
    const { request, options } = faultyRequest(
      hook,
      delivery,
      triggered.map(({ fault }) => fault),
    );
    const outcomes = isDropped(triggered) ? [this.dropped()] : await this.send(hook, request, options);
    const last = outcomes.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    const delaysMs = hook.retryDelaysMs ?? this.settings.retryDelaysMs;
    const isDelivered = succeeded(last, this.settings.success);
    const delayMs = isDelivered
      ? null
      : retryDelayMs(
          delaysMs,
          { retries: delivery.retries, stretch: this.random() * this.settings.jitter },
          last,
        );
    const nextAttemptAt =
      delayMs === null ? null : new Date(this.clock.now().getTime() + delayMs).toISOString();
    const shown = shownRequest(hook, request);
    for (const outcome of outcomes) this.logOutcome(delivery, shown.url, outcome, { triggered, delayMs });
    return {
      deliveryId: delivery.id,
      hookId: delivery.hookId,
      status: isDelivered ? 'delivered' : nextAttemptAt === null ? 'failed' : 'pending',
      statusCode: last.response?.status ?? null,
      error: last.error,
      retries: delivery.retries + (nextAttemptAt === null ? 0 : 1),
      nextAttemptAt,
      attempts: outcomes.map((outcome) => attemptRow(delivery, shown, outcome, triggered)),
    };
  }

  private async send(hook: Hook, request: OutgoingRequest, options: SendOptions): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let sent = 0; sent < options.times; sent += 1) {
      outcomes.push(await this.sender.send(request, hook.timeoutMs ?? this.settings.timeoutMs, options));
    }
    return outcomes;
  }

  private dropped(): Outcome {
    const timings = { durationMs: 0, connectMs: null, waitMs: null };
    return { startedAt: this.clock.now(), ...timings, response: null, error: 'lost on the way' };
  }

  private logOutcome(
    { eventName, repository }: OutgoingDelivery,
    url: string,
    outcome: Outcome,
    { triggered, delayMs }: { triggered: readonly TriggeredFault<DeliveryFault>[]; delayMs: number | null },
  ): void {
    const result = outcome.response === null ? outcome.error : `HTTP ${outcome.response.status}`;
    const faults = triggered.map(({ id, fault }) => `; fault ${id}: ${fault.kind}`).join('');
    const again = delayMs === null ? '' : `; again in ${delayMs / 1000} s`;
    const line = `${eventName} of ${repository} to ${url}: ${result} in ${outcome.durationMs} ms${faults}${again}`;
    if (succeeded(outcome, this.settings.success)) this.logger.log(line);
    else this.logger.warn(line);
  }
}

const isDropped = (triggered: readonly TriggeredFault<DeliveryFault>[]): boolean =>
  triggered.some(({ fault }) => fault.kind === 'drop');

const attemptRow = (
  { id }: OutgoingDelivery,
  shown: ReturnType<typeof shownRequest>,
  { startedAt, durationMs, connectMs, waitMs, response, error }: Outcome,
  triggered: readonly TriggeredFault<DeliveryFault>[],
): Omit<AttemptRow, 'id'> => ({
  deliveryId: id,
  startedAt: startedAt.toISOString(),
  durationMs,
  connectMs,
  waitMs,
  url: shown.url,
  requestLine: shown.line,
  requestHeaders: JSON.stringify(shown.headers),
  statusCode: response?.status ?? null,
  responseHeaders: response && JSON.stringify(response.headers),
  responseBody: response && response.body.toString('base64'),
  responseTruncated: response?.isTruncated ?? false,
  error,
  faults: JSON.stringify(triggered.map(({ id: fault, fault: { kind } }) => ({ id: fault, kind }))),
});

/** @param hook null when it was deleted */
const cancelled = ({ id, hookId }: OutgoingDelivery, hook: Hook | null): RecordedOutcome => ({
  deliveryId: id,
  hookId,
  status: 'cancelled',
  statusCode: null,
  error: `the hook was ${hook === null ? 'deleted' : disablement(hook)} before it was delivered`,
  retries: 0,
  nextAttemptAt: null,
  attempts: [],
});

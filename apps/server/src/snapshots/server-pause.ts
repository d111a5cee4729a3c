import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { Dispatcher } from '#dispatcher';
import { MergeChecks, Pushes } from '#forge';
import { PushJournal } from '#git';
import { OngoingRequests } from '../http/limits/ongoing-requests.js';
import { BackgroundWork } from '../process/stopping/background-work.js';
import { interruptedBy } from '../process/stopping/interrupted-by.js';
import { Stopping } from '../process/stopping/stopping.js';

/** The time limit of requests whose connections are closed. */
const END_MS = 5_000;
/** The interval of checks for pushes by path. */
const LOOK_AGAIN_MS = 50;

/** The number of requests and deliveries that were cut off. */
export interface CutOff {
  readonly requests: number;
  readonly deliveries: number;
}

/** A copy that is made while nothing changes. */
export interface Copying<T> {
  readonly copy: () => Promise<T>;
  /** Discards a copy that a push by path has interrupted. */
  readonly discard: (copied: T) => Promise<void>;
}

/**
 * Pauses the server for a moment. Requests wait meanwhile and notice nothing else. Every time limit is over when the
 * server stops.
 */
@Injectable()
export class ServerPause {
  constructor(
    private readonly requests: OngoingRequests,
    private readonly work: BackgroundWork,
    private readonly dispatcher: Dispatcher,
    private readonly pushes: Pushes,
    private readonly checks: MergeChecks,
    private readonly journal: PushJournal,
    private readonly stopping: Stopping,
  ) {}

  /**
   * Copies while no request, unrecorded push or test merge is under way. Deliveries go on.
   * @throws ServiceUnavailableException when something does not end in time, or the server stops
   */
  async whileUnchanged<T>(graceMs: number, copying: Copying<T>): Promise<T> {
    const deadline = performance.now() + graceMs;
    this.requests.hold();
    try {
      if (!(await this.unlessStopping(this.requests.ended(graceMs)))) throw this.requests.refusal();
      return await this.whileOnlyRead(deadline - performance.now(), copying);
    } finally {
      this.requests.release();
    }
  }

  /** The same where all requests under way only read: they go on. */
  async whileOnlyRead<T>(graceMs: number, copying: Copying<T>): Promise<T> {
    const deadline = performance.now() + graceMs;
    for (;;) {
      const copied = await this.copyUnlessPushed(deadline, copying);
      if (copied !== null) return copied.value;
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw unfinished('a push is under way, or could not be recorded');
      await this.journal.waitForChange(Math.ceil(Math.min(leftMs, LOOK_AGAIN_MS)));
    }
  }

  /** Null when the journal has a push, before or after. */
  private async copyUnlessPushed<T>(
    deadline: number,
    { copy, discard }: Copying<T>,
  ): Promise<{ readonly value: T } | null> {
    await this.journal.collectAll();
    const leftMs = Math.max(0, deadline - performance.now());
    if (!(await this.unlessStopping(this.checks.idle(leftMs)))) throw unfinished('a test merge is under way');
    // Later pushes stay in the journal, so that they are seen afterwards.
    await this.pushes.stop();
    try {
      if (!this.journal.isEmpty()) return null;
      const value = await copy();
      if (this.journal.isEmpty()) return { value };
      await discard(value);
      return null;
    } finally {
      await this.pushes.start();
    }
  }

  /**
   * Runs `replace` while nothing is under way; all work starts afresh afterwards.
   * @param graceMs the time limit of deliveries, and of requests after them; the rest is cut off
   * @throws ServiceUnavailableException when a request goes on although its connection is closed
   */
  async whileStopped(graceMs: number, replace: () => Promise<void>): Promise<CutOff> {
    // Before requests are held back: receivers may call the server before they answer.
    const deliveries = await this.dispatcher.finish(graceMs, this.stopping.signal);
    this.requests.hold();
    try {
      const requests = await this.endRequests(graceMs);
      await this.work.stop();
      await replace();
      return { requests, deliveries };
    } finally {
      await this.work.stop();
      await this.work.start().finally(() => this.requests.release());
    }
  }

  private async endRequests(graceMs: number): Promise<number> {
    const ended = this.unlessStopping(this.requests.ended(graceMs));
    if (await ended.catch(() => false)) return 0;
    const count = this.requests.cutOff();
    if (!(await this.requests.ended(END_MS))) throw this.requests.refusal();
    return count;
  }

  private unlessStopping<T>(work: Promise<T>): Promise<T> {
    return interruptedBy(this.stopping.signal, work);
  }
}

const unfinished = (what: string) =>
  new ServiceUnavailableException(`Nothing was changed, because ${what}; try again later`);

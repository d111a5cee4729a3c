import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { Dispatcher } from '#dispatcher';
import { MergeChecks, Pushes } from '#forge';
import { PushJournal } from '#git';
import { OngoingRequests } from '../http/limits/ongoing-requests.js';
import { BackgroundWork } from '../process/stopping/background-work.js';

/** How long requests may take to end once their connections are closed. */
const END_MS = 5_000;
/** How soon it is looked again whether pushes by path have ended. */
const LOOK_AGAIN_MS = 50;

/** What did not end by itself. */
export interface CutOff {
  readonly requests: number;
  readonly deliveries: number;
}

/** What is done while nothing moves. */
interface Copying<T> {
  readonly copy: () => Promise<T>;
  /** Throws away a copy that a push by path has come into. */
  readonly discard: (copied: T) => Promise<void>;
}

/** Brings the server to a halt for a moment. Who asks for something meanwhile waits, and notices nothing else. */
@Injectable()
export class ServerPause {
  constructor(
    private readonly requests: OngoingRequests,
    private readonly work: BackgroundWork,
    private readonly dispatcher: Dispatcher,
    private readonly pushes: Pushes,
    private readonly checks: MergeChecks,
    private readonly journal: PushJournal,
  ) {}

  /**
   * Copies what lies still: no request is under way, no push that is not on record, no test merge. Deliveries go on.
   * @throws ServiceUnavailableException when something does not end within the time
   */
  async whileUnchanged<T>(graceMs: number, copying: Copying<T>): Promise<T> {
    const deadline = performance.now() + graceMs;
    this.requests.hold();
    try {
      if (!(await this.requests.ended(graceMs))) throw this.requests.refusal();
      for (;;) {
        const copied = await this.copyUnlessPushed(deadline, copying);
        if (copied !== null) return copied.value;
        const leftMs = deadline - performance.now();
        if (leftMs <= 0) throw unfinished('a push is under way, or could not be put on record');
        await this.journal.waitForChange(Math.ceil(Math.min(leftMs, LOOK_AGAIN_MS)));
      }
    } finally {
      this.requests.release();
    }
  }

  /** Null when there is a push in the journal, before or after. */
  private async copyUnlessPushed<T>(
    deadline: number,
    { copy, discard }: Copying<T>,
  ): Promise<{ readonly value: T } | null> {
    await this.journal.collectAll();
    const leftMs = Math.max(0, deadline - performance.now());
    if (!(await this.checks.idle(leftMs))) throw unfinished('a merge is being tried');
    // What comes from here on stays in the journal, so that it is seen afterwards.
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
   * Does `replace` while nothing at all is under way; afterwards all work begins with what is there then.
   * @param graceMs how long deliveries may take to end by themselves, and requests after them; what is left is cut
   *   off
   * @throws ServiceUnavailableException when a request goes on although its connection is closed
   */
  async whileStopped(graceMs: number, replace: () => Promise<void>): Promise<CutOff> {
    // Before requests are held back: receivers may ask for something before they answer.
    const deliveries = await this.dispatcher.finish(graceMs);
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
    if (await this.requests.ended(graceMs)) return 0;
    const count = this.requests.cutOff();
    if (!(await this.requests.ended(END_MS))) throw this.requests.refusal();
    return count;
  }
}

const unfinished = (what: string) =>
  new ServiceUnavailableException(`Nothing was changed, because ${what}; try again later`);

import { Injectable } from '@nestjs/common';
import { Dispatcher, Retention } from '#dispatcher';
import { MergeChecks, Pushes } from '#forge';

/** All background work: sending, recording pushes, test merges, cleaning the log. */
@Injectable()
export class BackgroundWork {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly pushes: Pushes,
    private readonly checks: MergeChecks,
    private readonly retention: Retention,
  ) {}

  /** Starts the work, for the first time or after `stop`. */
  async start(): Promise<void> {
    await this.dispatcher.start();
    await this.pushes.start();
    await this.checks.start();
    this.retention.start();
  }

  /**
   * Resolves when nothing is under way; what is left is recorded. Call it when no request is under way. Deliveries
   * end before, by `Dispatcher.finish`: their receivers may call the server before they answer.
   */
  async stop(): Promise<void> {
    await this.pushes.stop();
    await this.checks.stop();
    await this.retention.stop();
  }
}

import { HttpCode, Post, Query, RequestTimeoutException } from '@nestjs/common';
import { z } from 'zod';
import { Dispatcher } from '#dispatcher';
import { MergeChecks } from '#forge';
import { PushJournal } from '#git';
import { ControlController } from '../shared/control-controller.js';
import { duration } from '../../rest/shared/schemas.js';
import { Stopping } from '../../process/stopping.js';

const Settle = z.object({ timeout: duration(600_000) });
type Settle = z.output<typeof Settle>;

@ControlController('settle')
export class SettleController {
  constructor(
    private readonly journal: PushJournal,
    private readonly checks: MergeChecks,
    private readonly dispatcher: Dispatcher,
    private readonly stopping: Stopping,
  ) {}

  /** Answers when no event waits to be recorded, no merge to be tried and no delivery to be sent; 408 when that takes too long. */
  @Post()
  @HttpCode(200)
  async settle(@Query({ schema: Settle }) { timeout: timeoutMs = 10_000 }: Settle) {
    const unrecorded = await this.journal.collectAll();
    const idle = await this.stopping.interrupt(
      Promise.all([this.checks.idle(timeoutMs), this.dispatcher.idle(timeoutMs)]),
    );
    if (unrecorded === 0 && idle.every(Boolean)) return { settled: true };
    throw new RequestTimeoutException(
      `Not settled within ${timeoutMs / 1000} s: ${unrecorded} pushes to record, ` +
        `${this.checks.dueCount} merges to try, ${this.dispatcher.pendingCount} deliveries to send`,
    );
  }
}

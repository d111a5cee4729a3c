import { Injectable, RequestTimeoutException } from '@nestjs/common';
import { DeliveryFeed, DeliveryLog, Dispatcher } from '#dispatcher';
import { MergeChecks } from '#forge';
import { PushJournal } from '#git';
import { fullName, type Repository } from '#domain';
import { Hooks } from '#webhooks';
import { nextChange } from '../shared/next-change.js';
import { interruptedBy } from '../../process/stopping/interrupted-by.js';
import { Generation } from '../../snapshots/generation.js';

/** Everything, or what belongs to a repository, a hook, or both. */
export interface SettleScope {
  readonly repository: Repository | undefined;
  readonly hookId: number | undefined;
}

/** Waits until nothing is pending. */
@Injectable()
export class Settling {
  constructor(
    private readonly journal: PushJournal,
    private readonly checks: MergeChecks,
    private readonly dispatcher: Dispatcher,
    private readonly log: DeliveryLog,
    private readonly feed: DeliveryFeed,
    private readonly hooks: Hooks,
    private readonly generation: Generation,
  ) {}

  /**
   * Waits for test merges in any scope, because they run one after another.
   * @throws ForgeError `not_found` for an unknown hook
   * @throws RequestTimeoutException that says what is left
   */
  async settle({ repository, hookId }: SettleScope, timeoutMs: number): Promise<void> {
    const { signal } = this.generation;
    if (hookId !== undefined) await this.hooks.existing(hookId);
    const failed = await this.journal.collectAll();
    const unrecorded = repository === undefined ? failed : this.journal.pendingCount(repository);
    const filter = { repository: repository && fullName(repository), hookId };
    const [isChecked, unsent] = await interruptedBy(
      signal,
      Promise.all([this.checks.idle(timeoutMs), this.unsent(filter, timeoutMs)]),
    );
    if (unrecorded === 0 && isChecked && unsent === 0) return;
    throw new RequestTimeoutException(
      `Not settled within ${timeoutMs / 1000} s: ${unrecorded} pushes to record, ` +
        `${this.checks.dueCount} merges to try, ${unsent} deliveries to send`,
    );
  }

  /** @returns 0 as soon as none is pending within the time limit */
  private async unsent(
    filter: { readonly repository: string | undefined; readonly hookId: number | undefined },
    timeoutMs: number,
  ): Promise<number> {
    if (filter.repository === undefined && filter.hookId === undefined)
      return (await this.dispatcher.idle(timeoutMs)) ? 0 : this.dispatcher.pendingCount;
    const late = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.generation.signal]);
    for (;;) {
      const isLate = late.aborted;
      const change = nextChange(this.feed, late);
      const count = await this.log.pendingCount(filter);
      if (count === 0 || isLate) return count;
      await change;
    }
  }
}

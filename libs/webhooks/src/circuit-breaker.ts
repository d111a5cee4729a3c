import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Clock, ForgeError, UnitOfWork, Loggers, type Logger } from '#domain';
import { HookRow } from './hook.entity.js';
import {
  afterAttempt,
  disablement,
  HEALTHY,
  type AttemptResult,
  type AutoDisable,
  type HookHealth,
} from './hook-health.js';
import { HookSettings } from './hook-settings.js';
import { Hooks } from './hooks.js';

/** One attempt to reach a hook's receiver. */
export interface HookAttempt {
  readonly hookId: number;
  readonly result: AttemptResult;
}

/** Disables failing hooks for growing times and in the end for good, when the settings say so. */
@Injectable()
export class CircuitBreaker implements OnApplicationBootstrap {
  private readonly logger: Logger;

  constructor(
    private readonly hooks: Hooks,
    private readonly settings: HookSettings,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('hook');
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.unitOfWork.run((tx) => this.adopt(tx));
  }

  /** For the rows of another run: without the setting, none of their hooks stays disabled. */
  async adopt(tx: EntityManager): Promise<void> {
    if (this.settings.autoDisable !== null) return;
    await tx.update(HookRow, { failures: MoreThan(0) }, HEALTHY);
    this.unitOfWork.afterCommit(tx, () => this.hooks.changed());
  }

  /** Counts attempts in the transaction that records them. */
  async record(attempts: readonly HookAttempt[], tx: EntityManager): Promise<void> {
    const { autoDisable } = this.settings;
    if (autoDisable === null || attempts.length === 0) return;
    const hooks = await tx.find(HookRow, {
      select: { id: true, failures: true, disabledUntil: true, isDisabled: true },
      where: { id: In([...new Set(attempts.map(({ hookId }) => hookId))]) },
    });
    for (const hook of hooks) {
      const results = attempts.flatMap(({ hookId, result }) => (hookId === hook.id ? [result] : []));
      await this.judge(hook, { results, autoDisable }, tx);
    }
  }

  /**
   * Resets the hook's health and sends its waiting deliveries.
   * @throws ForgeError `not_found`
   */
  async enable(id: number): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.update(HookRow, { id }, HEALTHY);
      if (affected === 0) throw new ForgeError('not_found', `Hook ${id} does not exist`);
      this.unitOfWork.afterCommit(tx, () => this.hooks.changed({ ids: new Set([id]), are: 'enabled' }));
    });
  }

  private async judge(
    hook: HookHealth & { readonly id: number },
    {
      results,
      autoDisable,
    }: { readonly results: readonly AttemptResult[]; readonly autoDisable: AutoDisable },
    tx: EntityManager,
  ): Promise<void> {
    const now = this.clock.now();
    const { id } = hook;
    const health = results.reduce<HookHealth>(
      (before, result) => afterAttempt(before, { result, now }, autoDisable),
      hook,
    );
    if (health === hook) return;
    await tx.update(HookRow, { id }, health);
    const { disabledUntil, isDisabled } = health;
    const isToggled = isDisabled !== hook.isDisabled;
    this.unitOfWork.afterCommit(tx, () => {
      if (isToggled) this.hooks.changed({ ids: new Set([id]), are: isDisabled ? 'disabled' : 'enabled' });
      else this.hooks.changed();
      if (isToggled && isDisabled) this.logger.warn(`hook ${id} is ${disablement(health)}`);
      else if (disabledUntil !== null && disabledUntil !== hook.disabledUntil)
        this.logger.warn(`hook ${id} is disabled until ${disabledUntil}`);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { ForgeError, UnitOfWork, quoted } from '#domain';
import { disablement, Hooks, type Hook } from '#webhooks';
import { updateRows } from '../log/bulk-rows.js';
import { DeliveryFeed } from '../log/delivery-feed.js';
import { deliveriesMatching, DeliveryLog, type DeliveryFilter } from '../log/delivery-log.js';
import { DeliveryRow, type DeliveryStatus } from '../log/delivery.entity.js';
import { Dispatcher } from './dispatcher.js';

/** A redelivery starts again with all its retries; earlier attempts stay recorded. */
const IN_LINE = { status: 'pending', retries: 0, nextAttemptAt: null } as const;

/** Pending deliveries cannot be sent again. */
export type RedeliveryFilter = DeliveryFilter & {
  readonly status?: Exclude<DeliveryStatus, 'pending'> | undefined;
};

/** Sends completed deliveries again: the same bytes and delivery id, to the hook as it is now. */
@Injectable()
export class Redelivery {
  constructor(
    private readonly log: DeliveryLog,
    private readonly hooks: Hooks,
    private readonly dispatcher: Dispatcher,
    private readonly feed: DeliveryFeed,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /** @throws ForgeError `not_found`; `conflict` when it has no outcome yet, or its hook is gone or disabled */
  async one(uuid: string): Promise<DeliveryRow> {
    const name = `Delivery ${quoted(uuid)}`;
    return this.unitOfWork.run(async (tx) => {
      const delivery = await this.log.row(uuid, tx);
      if (delivery.status === 'pending')
        throw new ForgeError('conflict', `${name} is pending: it will be sent anyway`);
      const hook = await this.hooks.byId(delivery.hookId);
      if (hook === null || hook.isDisabled)
        throw new ForgeError('conflict', `${name} cannot be sent again: its hook ${fate(hook)}`);
      await this.send([delivery], tx);
      return Object.assign(delivery, IN_LINE);
    });
  }

  /**
   * Sends them in their first order. Skips pending ones, and those of deleted and disabled hooks.
   * @returns how many are sent again
   */
  async matching(filter: RedeliveryFilter): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const rows = await tx.find(DeliveryRow, {
        select: { id: true, hookId: true, repository: true },
        where: { status: Not('pending'), ...deliveriesMatching(filter) },
        order: { id: 'ASC' },
      });
      const hooks = await this.hooks.byIds([...new Set(rows.map(({ hookId }) => hookId))]);
      const sendable = rows.filter(({ hookId }) => hooks.get(hookId)?.isDisabled === false);
      await this.send(sendable, tx);
      return sendable.length;
    });
  }

  private async send(deliveries: readonly DeliveryRow[], tx: EntityManager): Promise<void> {
    const ids = deliveries.map(({ id }) => id);
    await updateRows(tx, DeliveryRow, ids, IN_LINE);
    this.unitOfWork.afterCommit(tx, () => {
      this.dispatcher.repeat(deliveries);
      this.feed.notify();
    });
  }
}

const fate = (hook: Hook | null): string => (hook === null ? 'was deleted' : `is ${disablement(hook)}`);

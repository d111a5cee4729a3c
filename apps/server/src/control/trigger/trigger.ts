import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DeliveryLog, DispatchSettings, type DeliveryRow } from '#dispatcher';
import {
  Clock,
  DomainEvents,
  EventSamples,
  UnitOfWork,
  type DeliveriesTriggered,
  type EventType,
  type Repository,
  type User,
} from '#domain';
import { RepositoryAccess } from '#forge';
import { dialectNamed, type Overrides } from '#payloads';
import { Hooks } from '#webhooks';
import { checkOverrides } from './override-check.js';

export interface Order {
  readonly repository: Repository;
  /** The user shown as its author. */
  readonly user: User;
  readonly event: EventType | 'test_hook';
  /** Null for the hooks' own dialects. */
  readonly dialect: string | null;
  /** Null for all subscribed hooks. */
  readonly target: { readonly hookId: number } | { readonly url: string } | null;
  readonly overrides: Overrides;
}

/** Triggers deliveries of events that have not happened, with real payloads, log and sending. */
@Injectable()
export class Trigger {
  constructor(
    private readonly samples: EventSamples,
    private readonly hooks: Hooks,
    private readonly access: RepositoryAccess,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly log: DeliveryLog,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the recorded deliveries
   * @throws ForgeError `not_found` for an unknown hook; `invalid` when the repository has no data of that kind, and
   *   for an override that no payload of the kind has
   */
  async deliver(order: Order): Promise<readonly DeliveryRow[]> {
    const event = await this.event(order);
    await this.check(order, event);
    const { url } = { url: null, ...order.target };
    const hookId =
      url === null
        ? event.hookId
        : (
            await this.hooks.unsubscribed(order.repository.id, url, (tx) =>
              this.access.requireThere(order.repository, tx),
            )
          ).id;
    await this.unitOfWork.run((tx) => this.events.publish({ ...event, hookId }, tx));
    return this.log.causedBy(event.key);
  }

  private async event(order: Order): Promise<DeliveriesTriggered> {
    const { repository, user, event: type, dialect, overrides } = order;
    const { hookId } = { hookId: null, ...order.target };
    if (hookId !== null) await this.hooks.get(repository.id, hookId);
    const shown = await (type === 'test_hook'
      ? this.samples.newestCommits(repository)
      : this.samples.of(type, repository, user));
    const [key, at] = [randomUUID(), this.clock.now().toISOString()];
    return { kind: 'deliveries-triggered', key, repository, at, shown, hookId, dialect, overrides };
  }

  /** Checks, before anything changes, every dialect of the receiving hooks, or the server's when there is none. */
  private async check({ target, dialect, overrides }: Order, event: DeliveriesTriggered): Promise<void> {
    const isToUrl = target !== null && 'url' in target;
    const decisions = isToUrl ? [] : await this.hooks.decisions(event);
    const wanting = decisions.flatMap(({ hook, isWanted }) => (isWanted ? [hook.dialect] : []));
    const names = new Set(wanting.map((own) => dialect ?? own ?? this.settings.dialect));
    if (names.size === 0) names.add(dialect ?? this.settings.dialect);
    for (const name of names)
      checkOverrides({ event: { ...event, overrides: {} }, overridden: event }, overrides, {
        dialect: dialectNamed(name),
        links: this.settings.links,
      });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  DomainEvents,
  EventSamples,
  ForgeError,
  UnitOfWork,
  type EventType,
  type Repository,
  type User,
} from '#domain';
import { disablement } from './hook-health.js';
import { Hooks } from './hooks.js';

/** The tested hook and the user who tests it. */
export interface HookUnderTest {
  readonly repository: Repository;
  readonly hookId: number;
  readonly user: User;
}

/** Sends a test event to one hook, whatever it is subscribed to. */
@Injectable()
export class TestHook {
  constructor(
    private readonly hooks: Hooks,
    private readonly samples: EventSamples,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes an event made from the repository's newest data, or the two commits of AtomGit's own Test Hook.
   * @throws ForgeError `not_found`, `conflict` when the hook is disabled, `invalid` when the repository has no data
   *   of that type, or the hook's dialect no payload for it
   */
  async test({ repository, hookId, user }: HookUnderTest, type: EventType | undefined): Promise<void> {
    const hook = await this.hooks.get(repository.id, hookId);
    if (hook.isDisabled)
      throw new ForgeError(
        'conflict',
        `Hook ${hookId} is ${disablement(hook)}; POST /_mock/hooks/${hookId}/enable enables it again`,
      );
    const shown = await (type === undefined
      ? this.samples.newestCommits(repository)
      : this.samples.of(type, repository, user));
    const [key, at] = [randomUUID(), this.clock.now().toISOString()];
    await this.unitOfWork.run((tx) =>
      this.events.publish({ kind: 'hook-tested', key, repository, hookId, shown, at }, tx),
    );
  }
}

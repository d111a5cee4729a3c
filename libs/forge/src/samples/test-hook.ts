import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  DomainEvents,
  UnitOfWork,
  type WebhookEvent,
  type NewestCommits,
  type Repository,
  type User,
} from '#domain';
import { EventSamples } from './event-samples.js';

/** What a test can show: an event in full, or the two commits of AtomGit's own Test Hook. */
export type TestHookEvent = 'push' | 'tag_push' | 'note' | 'merge_request';

/** Sends one hook what "Test Hook" shows, whatever it is subscribed to. */
@Injectable()
export class TestHook {
  constructor(
    private readonly samples: EventSamples,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` when the repository has nothing of that kind */
  async test(
    repository: Repository,
    hookId: number,
    event: TestHookEvent | undefined,
    user: User,
  ): Promise<void> {
    const shown = await this.shown(repository, event, user);
    const [key, at] = [randomUUID(), this.clock.now().toISOString()];
    await this.unitOfWork.run((tx) =>
      this.events.publish({ kind: 'hook-tested', key, repository, hookId, shown, at }, tx),
    );
  }

  private shown(
    repository: Repository,
    event: TestHookEvent | undefined,
    user: User,
  ): Promise<WebhookEvent | NewestCommits> {
    switch (event) {
      case undefined:
        return this.samples.newestCommits(repository);
      case 'push':
        return this.samples.push(repository, user);
      case 'tag_push':
        return this.samples.tagPush(repository, user);
      case 'note':
        return this.samples.note(repository, user);
      case 'merge_request':
        return this.samples.mergeRequest(repository, user);
    }
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DomainEvents, ForgeError, fullName, UnitOfWork, ZERO_SHA, type Repository } from '#domain';
import { BareRepositories, CommitLog } from '#git';

/** What "Test Hook" tells a hook: the newest two commits of the default branch. */
@Injectable()
export class HookTests {
  constructor(
    private readonly bare: BareRepositories,
    private readonly log: CommitLog,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` when the default branch has no commits */
  async test(repository: Repository, hookId: number): Promise<void> {
    const branch = this.bare.defaultBranch(repository);
    const [newest, previous] = [...(await this.log.newest(repository, branch, 2))].reverse();
    if (newest === undefined) {
      throw new ForgeError(
        'invalid',
        `Repository ${fullName(repository)} has no commits on ${branch} yet: push one, then test the hook`,
      );
    }
    const [before, after] = [previous?.sha ?? ZERO_SHA, newest.sha];
    const [key, at] = [randomUUID(), this.clock.now().toISOString()];
    await this.unitOfWork.run((tx) =>
      this.events.publish({ kind: 'hook-tested', key, repository, hookId, before, after, at }, tx),
    );
  }
}

import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  DomainEvents,
  fullName,
  UnitOfWork,
  ZERO_SHA,
  type DomainEvent,
  type RefUpdate,
  type Repository,
  type User,
} from '#domain';
import { BareRepositories, CommitLog, Spool, type AcceptedPush } from '#git';
import { Repositories } from './repositories.js';
import { Users } from './users.js';

/** How many commits a push event shows at most; its total counts all. */
const SHOWN_COMMITS = 20;
const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';

/** Turns the ref updates that git accepted into events. */
@Injectable()
export class Pushes implements BeforeApplicationShutdown {
  private readonly logger = new Logger('push');

  constructor(
    private readonly spool: Spool,
    private readonly bare: BareRepositories,
    private readonly log: CommitLog,
    private readonly repositories: Repositories,
    private readonly users: Users,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** Takes up the pushes that came while nobody listened, then listens. */
  async start(): Promise<void> {
    await this.spool.open((push) => this.record(push));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.spool.close();
  }

  /** Puts an event per moved ref on record, in the order in which git reported them, all or none. */
  private async record(push: AcceptedPush): Promise<void> {
    const repository = await this.repositories.find(push.at);
    if (repository === null) {
      this.logger.warn(`a push to ${fullName(push.at)} is dropped: there is no such repository any more`);
      return;
    }
    const pusher =
      (push.pusherId && (await this.users.byId(push.pusherId))) || (await this.users.defaultUser());
    await this.adoptFirstBranch(repository, push.updates);
    const events = await Promise.all(
      push.updates.map((update) => this.event(push.key, update, repository, pusher)),
    );
    await this.unitOfWork.run(async (tx) => {
      for (const event of events) if (event) await this.events.publish(event, tx);
    });
    for (const { ref, before, after } of push.updates) {
      this.logger.log(
        `${fullName(repository)} ${ref} ${before.slice(0, 7)}..${after.slice(0, 7)} by ${pusher.login}`,
      );
    }
  }

  private async event(
    pushKey: string,
    update: RefUpdate,
    repository: Repository,
    pusher: User,
  ): Promise<DomainEvent | null> {
    const fact = {
      key: `${pushKey} ${update.ref}`,
      ...update,
      repository,
      pusher,
      at: this.clock.now().toISOString(),
    };
    if (update.ref.startsWith(TAG)) return { kind: 'tag-moved', ...fact };
    if (!update.ref.startsWith(BRANCH)) return null;
    const { commits, total } = await this.arrivals(update, repository);
    return { kind: 'branch-moved', ...fact, commits, totalCommits: total };
  }

  /** The commits that a branch update brought: none for a deletion, those not on the default branch for a new branch. */
  private async arrivals({ ref, before, after }: RefUpdate, repository: Repository) {
    if (after === ZERO_SHA) return { commits: [], total: 0 };
    const excluded = before === ZERO_SHA ? this.defaultBranchOtherThan(ref, repository) : before;
    try {
      return await this.log.between(repository, { tip: after, excluded }, SHOWN_COMMITS);
    } catch (error) {
      const needed = before === ZERO_SHA ? [after] : [before, after];
      if (await this.log.areThere(repository, needed)) throw error;
      this.logger.warn(
        `${fullName(repository)} ${ref}: its commits are gone, the event is told without them`,
      );
      return { commits: [], total: 0 };
    }
  }

  private defaultBranchOtherThan(ref: string, repository: Repository): string | null {
    const defaultRef = BRANCH + this.bare.defaultBranch(repository);
    return defaultRef !== ref && this.bare.hasRef(repository, defaultRef) ? defaultRef : null;
  }

  /** A repository whose default branch was never pushed takes the first branch that is. */
  private async adoptFirstBranch(repository: Repository, updates: readonly RefUpdate[]): Promise<void> {
    const created = updates.filter(({ ref, before }) => ref.startsWith(BRANCH) && before === ZERO_SHA);
    if (created.length === 0) return;
    const current = BRANCH + this.bare.defaultBranch(repository);
    if (this.bare.hasRef(repository, current)) return;
    const names = created.map(({ ref }) => ref.slice(BRANCH.length));
    const adopted = ['main', 'master'].find((name) => names.includes(name)) ?? names[0];
    if (adopted !== undefined) await this.bare.setDefaultBranch(repository, adopted);
  }
}

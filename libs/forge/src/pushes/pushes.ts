import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
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
  Loggers,
  type Logger,
} from '#domain';
import { BareRepositories, PushJournal, type AcceptedPush } from '#git';
import { MergeRequestSync, type Consequences } from '../merge-requests/merge-request-sync.js';
import { BRANCH, RefEvents, type MovedRef, type RefEvent } from '../refs/ref-events.js';
import { Repositories } from '../repositories/repositories.js';
import { RepositoryRow } from '../repositories/repository.entity.js';
import { Users } from '../users/users.js';

/** A push of this many refs makes a repository slow until its refs are packed. */
const MANY_REFS = 50;

const NOTHING: Consequences = { ahead: [], behind: [] };

/** Records accepted pushes: an event for each ref, and the events of merge requests that follow from it. */
@Injectable()
export class Pushes implements BeforeApplicationShutdown {
  private readonly logger: Logger;

  constructor(
    private readonly journal: PushJournal,
    private readonly bare: BareRepositories,
    private readonly repositories: Repositories,
    private readonly users: Users,
    private readonly refEvents: RefEvents,
    private readonly follower: MergeRequestSync,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('push');
  }

  /** Records the pushes that arrived while the server was down, then later ones. */
  async start(): Promise<void> {
    await this.journal.open((push) => this.record(push));
  }

  /** Resolves when pushes under way are recorded; later ones wait in the journal for the next `start`. */
  async stop(): Promise<void> {
    await this.journal.close();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Records all updates in git's order, or none. */
  private async record(push: AcceptedPush): Promise<void> {
    const found = await this.repositories.find(push.at);
    if (found === null) {
      this.logger.warn(`a push to ${fullName(push.at)} is dropped: there is no such repository any more`);
      return;
    }
    const pusher =
      (push.pusherId && (await this.users.byId(push.pusherId))) || (await this.users.defaultUser());
    const repository = await this.withFirstBranch(found, push.updates);
    const keys = keysOf(push);
    const at = this.clock.now().toISOString();
    const moved = push.updates.map((update, index): MovedRef => ({
      ...update,
      key: keys[index] ?? '',
      repository,
      pusher,
      at,
      pushOptions: push.pushOptions,
    }));
    // Git reads the commits while the database finds merge requests.
    const [events] = await Promise.all([this.refEvents.of(repository, moved), this.follower.prepare(moved)]);
    await this.unitOfWork.run(async (tx) => {
      await tx.update(RepositoryRow, { id: repository.id }, { pushedAt: at });
      await this.events.publishAll(await this.withConsequences(moved, events, tx), tx);
    });
    if (push.updates.length >= MANY_REFS) void this.packRefs(repository);
    for (const { ref, before, after } of push.updates) {
      this.logger.log(
        `${fullName(repository)} ${ref} ${before.slice(0, 7)}..${after.slice(0, 7)} by ${pusher.login}`,
      );
    }
  }

  /** The events of the refs, with those of merge requests in between. */
  private async withConsequences(
    moved: readonly MovedRef[],
    events: readonly (RefEvent | null)[],
    tx: EntityManager,
  ): Promise<readonly DomainEvent[]> {
    const concerning = new Set(await this.follower.concerning(moved, tx));
    let hasMovedSource = false;
    const published: DomainEvent[] = [];
    for (const [index, ref] of moved.entries()) {
      const { ahead, behind } = concerning.has(ref) ? await this.follower.follow(ref, tx) : NOTHING;
      const event = events[index];
      published.push(...ahead, ...(event ? [event] : []), ...behind);
      hasMovedSource ||= behind.some(
        ({ kind, action }) => kind === 'merge-request-changed' && action === 'update',
      );
    }
    return hasMovedSource
      ? [...published, ...(await this.follower.followUp([...concerning], tx))]
      : published;
  }

  private async packRefs(repository: Repository): Promise<void> {
    await this.bare.packRefs(repository).catch((error: unknown) => {
      this.logger.warn(`the refs of ${fullName(repository)} stay unpacked: ${String(error)}`);
    });
  }

  /** In a repository without its default branch, the first pushed branch becomes the default. */
  private async withFirstBranch(repository: Repository, updates: readonly RefUpdate[]): Promise<Repository> {
    const created = updates.filter(({ ref, before }) => ref.startsWith(BRANCH) && before === ZERO_SHA);
    const names = created.map(({ ref }) => ref.slice(BRANCH.length));
    const adopted = ['main', 'master'].find((name) => names.includes(name)) ?? names[0];
    if (adopted === undefined || this.bare.hasRef(repository, BRANCH + repository.defaultBranch))
      return repository;
    await this.bare.setDefaultBranch(repository, adopted);
    return { ...repository, defaultBranch: adopted };
  }
}

/** One per update; a push may move one ref more than once. */
function keysOf({ key, updates }: AcceptedPush): readonly string[] {
  const counts = new Map<string, number>();
  return updates.map(({ ref }) => {
    const count = (counts.get(ref) ?? 0) + 1;
    counts.set(ref, count);
    return count === 1 ? `${key} ${ref}` : `${key} ${ref} ${count}`;
  });
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  DomainEvents,
  fullName,
  ZERO_SHA,
  type BranchMoved,
  type RefUpdate,
  type Repository,
  type TagMoved,
  type User,
  Loggers,
  type Logger,
} from '#domain';
import { BareRepositories, CommitLog, PushDetails } from '#git';

/** The most commits that a push event shows; its total counts all. */
const SHOWN_COMMITS = 20;
export const BRANCH = 'refs/heads/';
export const TAG = 'refs/tags/';

/** Refs that are read before other work may run. */
const REFS_AT_ONCE = 64;

export type RefEvent = BranchMoved | TagMoved;

/** A moved ref. */
export interface MovedRef extends RefUpdate {
  /** Unique. */
  readonly key: string;
  readonly repository: Repository;
  readonly pusher: User;
  /** The time of recording, shared by all events of the push. ISO 8601 in UTC. */
  readonly at: string;
  readonly pushOptions: readonly string[];
}

/** Turns moved refs into events. */
@Injectable()
export class RefEvents {
  private readonly logger: Logger;

  constructor(
    private readonly bare: BareRepositories,
    private readonly log: CommitLog,
    private readonly details: PushDetails,
    private readonly events: DomainEvents,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('push');
  }

  /** @returns one event per ref; null for a ref that is neither a branch nor a tag */
  async of(repository: Repository, moved: readonly MovedRef[]): Promise<readonly (RefEvent | null)[]> {
    const detail = (await this.events.areDetailsShown(repository)) ? 'detailed' : 'plain';
    const events: (RefEvent | null)[] = [];
    for (let start = 0; start < moved.length; start += REFS_AT_ONCE) {
      if (start > 0) await nextTurn();
      const some = moved.slice(start, start + REFS_AT_ONCE);
      events.push(...(await Promise.all(some.map((ref) => this.event(ref, detail)))));
    }
    return events;
  }

  /** The event of a branch or tag with all that any dialect shows. */
  async detailed(moved: MovedRef): Promise<RefEvent> {
    const event = await this.event(moved, 'detailed');
    if (event === null) throw new Error(`${moved.ref} is neither a branch nor a tag`);
    return event;
  }

  private async event(moved: MovedRef, detail: 'detailed' | 'plain'): Promise<RefEvent | null> {
    const { repository, ref, after } = moved;
    const isDetailed = detail === 'detailed';
    if (ref.startsWith(TAG)) {
      const tagged = isDetailed && after !== ZERO_SHA ? await this.details.tagged(repository, after) : null;
      return { kind: 'tag-moved', ...moved, tagged };
    }
    if (!ref.startsWith(BRANCH)) return null;
    const { commits, total } = await this.arrivals(moved);
    const shas = commits.map(({ sha }) => sha);
    const changedPaths = isDetailed ? await this.details.changedPaths(repository, shas) : null;
    return { kind: 'branch-moved', ...moved, commits, totalCommits: total, changedPaths };
  }

  /** The new commits of a branch update: none for a deletion; for a new branch, those not on the default branch. */
  private async arrivals({ ref, before, after, repository }: MovedRef) {
    if (after === ZERO_SHA) return { commits: [], total: 0 };
    const excluded = before === ZERO_SHA ? this.defaultBranchOtherThan(ref, repository) : before;
    try {
      return await this.log.between(repository, { tip: after, excluded }, SHOWN_COMMITS);
    } catch (error) {
      const needed = before === ZERO_SHA ? [after] : [before, after];
      if (await this.log.areThere(repository, needed)) throw error;
      this.logger.warn(
        `${fullName(repository)} ${ref}: its commits are gone, the event is recorded without them`,
      );
      return { commits: [], total: 0 };
    }
  }

  private defaultBranchOtherThan(ref: string, repository: Repository): string | null {
    const defaultRef = BRANCH + repository.defaultBranch;
    return defaultRef !== ref && this.bare.hasRef(repository, defaultRef) ? defaultRef : null;
  }
}

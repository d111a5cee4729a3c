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

/** How many commits a push event shows at most; its total counts all. */
const SHOWN_COMMITS = 20;
export const BRANCH = 'refs/heads/';
export const TAG = 'refs/tags/';

/** How many refs are looked at before others have their turn. */
const REFS_AT_ONCE = 64;

export type RefEvent = BranchMoved | TagMoved;

/** A ref that somebody has moved. */
export interface MovedRef extends RefUpdate {
  /** Unique for ever. */
  readonly key: string;
  readonly repository: Repository;
  readonly pusher: User;
  /** When the push is put on record: all that follows from it happens in this moment. ISO 8601 in UTC. */
  readonly at: string;
  readonly pushOptions: readonly string[];
}

/** Tells a moved ref as an event. */
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

  /** @returns one for each, null for a ref that is neither a branch nor a tag */
  async of(repository: Repository, moved: readonly MovedRef[]): Promise<readonly (RefEvent | null)[]> {
    const detail = (await this.events.areDetailsShown(repository)) ? 'detailed' : 'plain';
    const events: (RefEvent | null)[] = [];
    for (let start = 0; start < moved.length; start += REFS_AT_ONCE) {
      if (start > 0) await nextTurn();
      const some = moved.slice(start, start + REFS_AT_ONCE);
      events.push(...(await Promise.all(some.map((ref) => this.told(ref, detail)))));
    }
    return events;
  }

  private async told(moved: MovedRef, detail: 'detailed' | 'plain'): Promise<RefEvent | null> {
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

  /** The commits that a branch update brought: none for a deletion, those not on the default branch for a new branch. */
  private async arrivals({ ref, before, after, repository }: MovedRef) {
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
    const defaultRef = BRANCH + repository.defaultBranch;
    return defaultRef !== ref && this.bare.hasRef(repository, defaultRef) ? defaultRef : null;
  }
}

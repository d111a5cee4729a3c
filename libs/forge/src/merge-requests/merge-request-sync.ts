import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Not, type EntityManager, type Repository as Table } from 'typeorm';
import { ZERO_SHA, type MergeRequestAction, type Repository } from '#domain';
import { BareRepositories, CommitLog, MergeRequestRefs, mergeRequestRef } from '#git';
import { MergeRequestHistory, type Changed } from './merge-request-history.js';
import { OPEN_STATES } from './merge-request-state.js';
import { MergeRequestRow } from './merge-request.entity.js';
import { BRANCH, type MovedRef } from '../refs/ref-events.js';
import { Repositories } from '../repositories/repositories.js';

/**
 * The events of merge requests and issues that a moved branch causes: those before the event of the branch, and those
 * after it.
 */
export interface Consequences {
  readonly ahead: readonly Changed[];
  readonly behind: readonly Changed[];
}

/**
 * Updates merge requests when branches move: new commits on the source update a request, its head in the target
 * merges it, a deleted source closes it (ADR 9).
 */
@Injectable()
export class MergeRequestSync {
  constructor(
    @InjectRepository(MergeRequestRow) private readonly rows: Table<MergeRequestRow>,
    private readonly repositories: Repositories,
    private readonly bare: BareRepositories,
    private readonly log: CommitLog,
    private readonly refs: MergeRequestRefs,
    private readonly history: MergeRequestHistory,
  ) {}

  /**
   * The refs of a push that affect merge requests, usually none. Others need neither `follow` nor `followUp`.
   * @param manager of the transaction, if there is one
   */
  async concerning(moved: readonly MovedRef[], manager = this.rows.manager): Promise<readonly MovedRef[]> {
    const found = new Set<string>();
    for (let start = 0; start < moved.length; start += REFS_AT_ONCE) {
      if (start > 0) await nextTurn();
      for (const ref of await refsWithRequests(moved.slice(start, start + REFS_AT_ONCE), manager))
        found.add(ref);
    }
    return moved.filter(({ ref }) => found.has(ref));
  }

  /** Does the slow git work before the transaction; `follow` does what is missing by then. */
  async prepare(pushed: readonly MovedRef[]): Promise<void> {
    for (const moved of await this.concerning(pushed)) await this.prepareOne(moved);
  }

  private async prepareOne(moved: MovedRef): Promise<void> {
    if (moved.after === ZERO_SHA) return;
    for (const row of await this.openFrom(moved, this.rows.manager)) {
      if (row.headSha === moved.before && (await this.isThere(moved)))
        await this.followHead(row, moved.repository, moved.after);
    }
  }

  /**
   * Changes the rows of all requests that the move affects; the caller publishes the events in the same transaction.
   */
  async follow(moved: MovedRef, tx: EntityManager): Promise<Consequences> {
    if (!moved.ref.startsWith(BRANCH)) return { ahead: [], behind: [] };
    const { ours, theirs } = await this.intoTarget(moved, tx);
    const behind = [...theirs];
    for (const row of await this.openFrom(moved, tx)) {
      behind.push(...(await this.sourceMoved(row, moved, tx)));
    }
    return { ahead: ours, behind };
  }

  /** Call it after `follow` of all refs of a push: for requests whose source the same push moved after their target. */
  async followUp(pushed: readonly MovedRef[], tx: EntityManager): Promise<readonly Changed[]> {
    const merged: Changed[] = [];
    const branches = pushed.length > 1 ? pushed.filter(({ ref }) => ref.startsWith(BRANCH)) : [];
    for (const moved of branches) merged.push(...(await this.intoTarget(moved, tx)).theirs);
    return merged;
  }

  /** Requests that the move merges: by a merge of the server, or because their head arrived with it. */
  private async intoTarget(moved: MovedRef, tx: EntityManager) {
    const [ours, theirs]: [Changed[], Changed[]] = [[], []];
    const into = await this.openInto(moved, tx);
    const arrived = await this.arrived(
      moved,
      into.filter((row) => row.mergeCommitSha !== moved.after),
    );
    for (const row of into) {
      const isOurs = row.mergeCommitSha === moved.after;
      // A head that this push has moved is updated before it is merged.
      const hasArrived = arrived.has(row.iid) && this.headRef(moved.repository, row) === row.headSha;
      if (isOurs || hasArrived) (isOurs ? ours : theirs).push(...(await this.merged(row, moved, tx)));
      else await this.history.uncheck(row, tx);
    }
    return { ours, theirs };
  }

  /** Open requests into the branch, and those closed during their merge. */
  private openInto({ repository, ref, after }: MovedRef, tx: EntityManager): Promise<MergeRequestRow[]> {
    const into = { targetId: repository.id, targetBranch: ref.slice(BRANCH.length) };
    return tx.find(MergeRequestRow, {
      where: [
        { ...into, state: In([...OPEN_STATES]) },
        { ...into, state: 'closed', mergeCommitSha: after },
      ],
      order: { id: 'ASC' },
    });
  }

  private openFrom({ repository, ref }: MovedRef, tx: EntityManager): Promise<MergeRequestRow[]> {
    const from = { sourceId: repository.id, sourceBranch: ref.slice(BRANCH.length) };
    return tx.find(MergeRequestRow, {
      where: { ...from, state: In([...OPEN_STATES]) },
      order: { id: 'ASC' },
    });
  }

  private async arrived(moved: MovedRef, into: readonly MergeRequestRow[]): Promise<ReadonlySet<number>> {
    if (into.length === 0 || moved.after === ZERO_SHA) return new Set();
    const before = moved.before === ZERO_SHA ? null : moved.before;
    const iids = into.map(({ iid }) => iid);
    try {
      return await this.refs.arrived(moved.repository, iids, { before, after: moved.after });
    } catch (error) {
      const needed = before === null ? [moved.after] : [before, moved.after];
      if (await this.log.areThere(moved.repository, needed)) throw error;
      return new Set();
    }
  }

  private async merged(row: MergeRequestRow, moved: MovedRef, tx: EntityManager) {
    return this.change(row, moved, 'merge', tx, {
      state: 'merged',
      mergeStatus: 'can_be_merged',
      targetSha: moved.before === ZERO_SHA ? row.targetSha : moved.before,
      mergeCommitSha: moved.after,
      mergedAt: moved.at,
      mergedById: moved.pusher.id,
    });
  }

  private async sourceMoved(
    row: MergeRequestRow,
    moved: MovedRef,
    tx: EntityManager,
  ): Promise<readonly Changed[]> {
    // Read twice: what has moved the branch since then has its own record.
    if (moved.after === row.headSha) return [];
    // A push that is processed late must not move the head back: the branch decides.
    const isNext = moved.before === row.headSha && (await this.isThere(moved));
    const next = isNext ? moved.after : (this.bare.ref(moved.repository, moved.ref) ?? ZERO_SHA);
    if (next === row.headSha) return [];
    if (next === ZERO_SHA) {
      const closed = { closedAt: moved.at, closedById: moved.pusher.id };
      return this.change(row, moved, 'close', tx, { state: 'closed', ...closed });
    }
    await this.followHead(row, moved.repository, next);
    return this.change(row, moved, 'update', tx, { headSha: next, mergeStatus: 'unchecked' });
  }

  /** A branch that was deleted meanwhile may have taken its commits along. */
  private async isThere({ repository, after }: MovedRef): Promise<boolean> {
    return after === ZERO_SHA || (await this.log.one(repository, after)) !== null;
  }

  private headRef(target: Repository, row: MergeRequestRow): string | null {
    return this.bare.ref(target, mergeRequestRef(row.iid, 'head'));
  }

  private async followHead(row: MergeRequestRow, source: Repository, sha: string): Promise<void> {
    const target = await this.repositories.byId(row.targetId);
    if (target === null || this.headRef(target, row) === sha) return;
    await this.refs.bring(target, { source, sha });
    await this.refs.setHead(target, row.iid, sha);
  }

  private async change(
    row: MergeRequestRow,
    { key, at, pusher: user }: MovedRef,
    action: MergeRequestAction,
    tx: EntityManager,
    changes: Partial<MergeRequestRow>,
  ): Promise<readonly Changed[]> {
    const before = await this.history.now(row, tx);
    Object.assign(row, changes);
    return this.history.put(row, { key: `${key} !${row.id} ${action}`, action, user, before, at }, tx);
  }
}

/** Refs that are read before other work may run. */
const REFS_AT_ONCE = 256;

/** @param moved of one repository */
async function refsWithRequests(
  moved: readonly MovedRef[],
  manager: EntityManager,
): Promise<readonly string[]> {
  const branches = moved.filter(({ ref }) => ref.startsWith(BRANCH));
  const [first] = branches;
  if (first === undefined) return [];
  const { id } = first.repository;
  const names = In(branches.map(({ ref }) => ref.slice(BRANCH.length)));
  const open = In([...OPEN_STATES]);
  const rows = await manager
    .createQueryBuilder(MergeRequestRow, 'request')
    .select('request.sourceBranch', 'source')
    .addSelect('request.targetBranch', 'target')
    .distinct()
    .where([
      { targetId: id, targetBranch: names, state: open },
      { targetId: id, targetBranch: names, state: 'closed', mergeCommitSha: Not(IsNull()) },
      { sourceId: id, sourceBranch: names, state: open },
    ])
    .getRawMany<{ source: string; target: string }>();
  return rows.flatMap(({ source, target }) => [BRANCH + source, BRANCH + target]);
}

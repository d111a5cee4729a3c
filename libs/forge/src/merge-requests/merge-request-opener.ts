import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock, ForgeError, UnitOfWork, shortened, type User } from '#domain';
import { MergeRequestBranches, type Branches, type Tips } from './merge-request-branches.js';
import { MergeRequestHistory } from './merge-request-history.js';
import { nameOf, OPEN_STATES, titled } from './merge-request-state.js';
import { MergeRequestRow } from './merge-request.entity.js';
import { Review, type ReviewChoices } from './review/review.js';

/** The fields that the author of a merge request may choose. */
export interface MergeRequestChoices extends ReviewChoices {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** Adds the WIP mark to the title, or removes it. */
  readonly draft?: boolean | undefined;
  /** Null takes it away. */
  readonly milestoneId?: number | null | undefined;
  readonly squash?: boolean | undefined;
  readonly squashMessage?: string | undefined;
  readonly pruneSourceBranch?: boolean | undefined;
}

/** How often opening is tried again when a branch moves meanwhile. */
const MOST_ATTEMPTS = 10;

/** Opens and reopens merge requests. */
@Injectable()
export class MergeRequestOpener {
  constructor(
    private readonly branches: MergeRequestBranches,
    private readonly review: Review,
    private readonly history: MergeRequestHistory,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws ForgeError `invalid` when a branch does not exist or there is nothing to merge, `conflict` when the same
   *   branches have an open request
   */
  open(branches: Branches, choices: MergeRequestChoices, author: User): Promise<MergeRequestRow> {
    return this.withTips(branches, async (tips, tx) => {
      const row = await this.insert(branches, tips, choices, author, tx);
      await this.review.apply(row, choices, tx);
      await this.branches.pin(branches.target, row.iid, tips.head);
      await this.history.record(row, { key: randomUUID(), action: 'open', user: author, before: null }, tx);
      return row;
    });
  }

  /**
   * Reopens a closed request with the current commit of its source branch.
   * @param edit is applied first, in the same transaction
   * @returns the closed request
   * @throws ForgeError as `open`
   */
  reopen(
    branches: Branches,
    user: User,
    edit: (tx: EntityManager) => Promise<MergeRequestRow>,
  ): Promise<void> {
    return this.withTips(branches, async ({ head }, tx) => {
      const row = await edit(tx);
      await this.branches.pin(branches.target, row.iid, head);
      const before = await this.history.now(row, tx);
      const opened = { state: 'reopened', mergeStatus: 'unchecked', headSha: head } as const;
      Object.assign(row, opened, { closedAt: null, closedById: null, mergeCommitSha: null });
      await this.history.record(row, { key: randomUUID(), action: 'reopen', user, before }, tx);
    });
  }

  /** Starts again when a branch moves: either the push finds the request, or the request has the pushed commit. */
  private async withTips<T>(
    branches: Branches,
    work: (tips: Tips, tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const tips = this.branches.tips(branches);
      await this.branches.join(branches, tips);
      const done = await this.unitOfWork.run(async (tx) => {
        const now = this.branches.tips(branches);
        if (now.head !== tips.head || now.base !== tips.base) return null;
        await this.requireOnly(branches, tx);
        return { result: await work(tips, tx) };
      });
      if (done !== null) return done.result;
    }
    throw new ForgeError(
      'conflict',
      `${shortened(branches.sourceBranch)} or ${shortened(branches.targetBranch)} does not stop moving: try again`,
    );
  }

  private async requireOnly(branches: Branches, tx: EntityManager): Promise<void> {
    const twin = await tx.findOneBy(MergeRequestRow, {
      sourceId: branches.source.id,
      sourceBranch: branches.sourceBranch,
      targetId: branches.target.id,
      targetBranch: branches.targetBranch,
      state: In([...OPEN_STATES]),
    });
    if (twin === null) return;
    throw new ForgeError(
      'conflict',
      `${nameOf(twin)} for ${shortened(branches.sourceBranch)} into ${shortened(branches.targetBranch)} is open already`,
    );
  }

  private async insert(
    { source, sourceBranch, target, targetBranch }: Branches,
    { head, base }: Tips,
    choices: MergeRequestChoices,
    author: User,
    tx: EntityManager,
  ): Promise<MergeRequestRow> {
    const targetId = target.id;
    const newest = await tx.findOne(MergeRequestRow, { where: { targetId }, order: { iid: 'DESC' } });
    const createdAt = this.clock.now().toISOString();
    const row: Omit<MergeRequestRow, 'id'> = {
      iid: (newest?.iid ?? 0) + 1,
      targetId,
      targetBranch,
      sourceId: source.id,
      sourceBranch,
      authorId: author.id,
      title: titled(choices.title ?? '', choices.draft),
      description: choices.description ?? '',
      state: 'opened',
      mergeStatus: 'unchecked',
      headSha: head,
      targetSha: base,
      mergeCommitSha: null,
      milestoneId: choices.milestoneId ?? null,
      squash: choices.squash ?? false,
      squashMessage: choices.squashMessage ?? null,
      pruneSourceBranch: choices.pruneSourceBranch ?? false,
      createdAt,
      updatedAt: createdAt,
      closedAt: null,
      closedById: null,
      mergedAt: null,
      mergedById: null,
    };
    return tx.save(MergeRequestRow, row);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ForgeError, UnitOfWork, type Repository, type User } from '#domain';
import { Access } from '../access/access.js';
import { IssueHistory } from './issue-history.js';
import { IssueRow } from './issue.entity.js';

/** Locked issues, which only users with push access may comment on. */
@Injectable()
export class IssueLocks {
  constructor(
    private readonly access: Access,
    private readonly history: IssueHistory,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /** Keeps the lock of a locked issue. */
  lock(issue: IssueRow, user: User): Promise<void> {
    return this.set(issue, { action: 'lock', isLocked: true, content: 'locked the issue' }, user);
  }

  unlock(issue: IssueRow, user: User): Promise<void> {
    return this.set(issue, { action: 'unlock', isLocked: false, content: 'unlocked the issue' }, user);
  }

  /** @throws ForgeError `forbidden` when the user may not comment on it */
  async requireCommentable(repository: Repository, issue: IssueRow, user: User): Promise<void> {
    if (!issue.isLocked || (await this.access.allows(user, repository, 'push'))) return;
    throw new ForgeError('forbidden', `Issue #${issue.iid} is locked: only those who may push comment on it`);
  }

  private async set(
    issue: IssueRow,
    step: { readonly action: 'lock' | 'unlock'; readonly isLocked: boolean; readonly content: string },
    user: User,
  ): Promise<void> {
    const { action, isLocked, content } = step;
    const unlike = { id: issue.id, isLocked: !isLocked };
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.update(IssueRow, unlike, { isLocked });
      if (affected === 1) await this.history.note(issue, { action, content, user }, tx);
    });
  }
}

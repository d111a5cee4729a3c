import { Injectable } from '@nestjs/common';
import type { MergeStatus, Repository } from '#domain';
import {
  BareRepositories,
  CommitWriter,
  MergeRequestRefs,
  mergeRequestRef,
  Merges,
  Unmergeable,
  type MergeSides,
} from '#git';
import { mergeMessage } from '../merge-request-state.js';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { BRANCH } from '../../refs/ref-events.js';
import { signatureOf } from '../../users/signature.js';
import { Users } from '../../users/users.js';

export interface TestMerge {
  /** What the target branch points at; null when it is gone. */
  readonly targetSha: string | null;
  readonly mergeStatus: MergeStatus;
}

/** The commits that merging open requests would give now, each behind the request's ref `merge`. */
@Injectable()
export class TestMerges {
  constructor(
    private readonly users: Users,
    private readonly bare: BareRepositories,
    private readonly merges: Merges,
    private readonly writer: CommitWriter,
    private readonly refs: MergeRequestRefs,
  ) {}

  /** Makes the test merge and points its ref at it; removes the ref where there is no clean merge. Stores nothing in the row. */
  async make(target: Repository, row: MergeRequestRow): Promise<TestMerge> {
    const targetSha = this.targetOf(target, row);
    const sha = targetSha && (await this.commit(target, row, targetSha));
    await this.refs.setTestMerge(target, row.iid, sha);
    return { targetSha, mergeStatus: sha === null ? 'cannot_be_merged' : 'can_be_merged' };
  }

  /** Removes the ref: the request is no longer open. */
  forget(target: Repository, row: MergeRequestRow): Promise<void> {
    return this.refs.setTestMerge(target, row.iid, null);
  }

  /** The last test merge; null where there is no clean one. */
  last(target: Repository, row: MergeRequestRow): string | null {
    return this.bare.ref(target, mergeRequestRef(row.iid, 'merge'));
  }

  /** What the target branch points at; null when it is gone. */
  targetOf(target: Repository, row: MergeRequestRow): string | null {
    return this.bare.ref(target, BRANCH + row.targetBranch);
  }

  /** Null when there is no clean merge. */
  private async commit(target: Repository, row: MergeRequestRow, ours: string): Promise<string | null> {
    const tree = await this.tree(target, { ours, theirs: row.headSha });
    if (tree === null) return null;
    const author = await this.users.known(row.authorId);
    const signature = signatureOf(author, new Date(row.updatedAt));
    const parents = [ours, row.headSha];
    const message = mergeMessage(row);
    return this.writer.write(target, { tree, parents, author: signature, committer: signature, message });
  }

  private async tree(target: Repository, sides: MergeSides): Promise<string | null> {
    try {
      return await this.merges.tree(target, sides);
    } catch (error) {
      if (error instanceof Unmergeable) return null;
      throw error;
    }
  }
}

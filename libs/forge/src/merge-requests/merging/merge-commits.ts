import { Injectable } from '@nestjs/common';
import { Clock, ForgeError, shortened, type Repository } from '#domain';
import { CommitLog, CommitWriter, Merges } from '#git';
import type { MergeOrder } from './merge-order.js';
import { mergeMessage, nameOf, squashMessage } from '../merge-request-state.js';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { TestMerges } from './test-merges.js';
import { unlessUnmergeable } from './unless-unmergeable.js';
import { signatureOf } from '../../users/signature.js';

/** Makes the commits by which a request is merged; moves no ref. */
@Injectable()
export class MergeCommits {
  constructor(
    private readonly testMerges: TestMerges,
    private readonly merges: Merges,
    private readonly writer: CommitWriter,
    private readonly log: CommitLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param base what the target branch points at
   * @returns the commit to which the target branch is to move
   * @throws ForgeError `conflict` when both conflict or git cannot merge them, `not_allowed` when there is nothing to
   *   merge
   */
  make(target: Repository, row: MergeRequestRow, base: string, order: MergeOrder): Promise<string> {
    return unlessUnmergeable(row, () => this.attempt(target, row, base, order));
  }

  private async attempt(
    target: Repository,
    row: MergeRequestRow,
    base: string,
    { method: chosen, message, user }: MergeOrder,
  ): Promise<string> {
    const sides = { ours: base, theirs: row.headSha };
    const committer = signatureOf(user, this.clock.now());
    const method = chosen ?? (row.squash ? 'squash' : 'merge');
    if (method === 'rebase') {
      const tip = (await this.merges.rebased(target, sides, committer)) ?? refuseRebase(row);
      return tip === base ? refuseEmpty(row) : tip;
    }
    const tree = await this.tree(target, row, base);
    if (method === 'merge') {
      const parents = [base, row.headSha];
      return this.writer.write(target, {
        tree,
        parents,
        author: committer,
        committer,
        message: message === undefined ? mergeMessage(row) : `${message}\n`,
      });
    }
    const [author = committer] = await this.merges.authors(target, sides);
    return this.writer.write(target, {
      tree,
      parents: [base],
      author,
      committer,
      message: message === undefined ? squashMessage(row) : `${message}\n`,
    });
  }

  /** The tree of both branches together; the test merge may have made it already. */
  private async tree(target: Repository, row: MergeRequestRow, base: string): Promise<string> {
    const sides = { ours: base, theirs: row.headSha };
    const testMerge = this.testMerges.last(target, row);
    const known = testMerge && (await this.merges.treeOfMerge(target, testMerge, sides));
    const tree = known ?? (await this.merges.tree(target, sides)) ?? refuseConflict(row);
    const isChange = tree !== (await this.writer.treeOf(target, base));
    const isMerged = () => this.log.isAncestor(target, { ancestor: row.headSha, descendant: base });
    return isChange || !(await isMerged()) ? tree : refuseEmpty(row);
  }
}

function refuseEmpty(row: MergeRequestRow): never {
  throw new ForgeError('not_allowed', `${nameOf(row)} has nothing that ${shortened(row.targetBranch)} lacks`);
}

/** One of its commits conflicts; both branches together may not. */
function refuseRebase(row: MergeRequestRow): never {
  const target = shortened(row.targetBranch);
  throw new ForgeError(
    'conflict',
    `${nameOf(row)} cannot be rebased: one of its commits conflicts with ${target}; rebase it by hand first`,
  );
}

function refuseConflict(row: MergeRequestRow): never {
  const [source, target] = [shortened(row.sourceBranch), shortened(row.targetBranch)];
  throw new ForgeError(
    'conflict',
    `${nameOf(row)} conflicts with ${target}: merge ${target} into ${source} first`,
  );
}

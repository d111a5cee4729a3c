import { Injectable } from '@nestjs/common';
import type { FileDiff, RepositoryPath } from '#domain';
import type { CommitDetails } from '../history/commit-details.js';
import { Diffs } from './diffs.js';
import { MergeBases } from '../history/merge-bases.js';
import { History } from '../history/history.js';

export interface Compared {
  /** Revisions as users write them. */
  readonly base: string;
  readonly head: string;
  /** Whether files are compared with `base` itself or with the merge base. */
  readonly from: 'base' | 'merge-base';
}

export interface Comparison {
  readonly base: CommitDetails;
  readonly head: CommitDetails;
  /** Null when they share no history. */
  readonly mergeBase: CommitDetails | null;
  /** The commits of `head` that `base` lacks: the newest 250, oldest first. */
  readonly commits: readonly CommitDetails[];
  readonly isComplete: boolean;
  readonly files: readonly FileDiff[];
}

const MOST_COMMITS = 250;

/** Compares two revisions. */
@Injectable()
export class Comparisons {
  constructor(
    private readonly history: History,
    private readonly mergeBases: MergeBases,
    private readonly diffs: Diffs,
  ) {}

  /** @throws ForgeError `not_found` for an unknown revision */
  async compare(at: RepositoryPath, compared: Compared): Promise<Comparison> {
    const base = await this.history.get(at, compared.base);
    const head = await this.history.get(at, compared.head);
    const query = { revision: head.sha, excluded: base.sha, skip: 0, take: MOST_COMMITS };
    const [{ commits, total }, { mergeBase, files }] = await Promise.all([
      this.history.page(at, query),
      this.changes(at, { base: base.sha, head: head.sha, from: compared.from }),
    ]);
    return {
      base,
      head,
      mergeBase,
      commits: commits.toReversed(),
      isComplete: commits.length === total,
      files,
    };
  }

  private async changes(at: RepositoryPath, { base, head, from }: Compared) {
    const mergeBase = await this.mergeBases.of(at, [base, head]);
    const start = from === 'base' ? base : (mergeBase?.sha ?? base);
    return { mergeBase, files: await this.diffs.files(at, { base: start, head }) };
  }
}

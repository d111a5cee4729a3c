import { Injectable } from '@nestjs/common';
import type { FileDiff, Repository } from '#domain';
import { Diffs, History } from '#git';
import { MergeRequestSnapshots } from './merge-request-snapshots.js';
import type { MergeRequestRow } from './merge-request.entity.js';

/** What a request changes. The shas are those of GitLab's `diff_refs`. */
export interface MergeRequestDiff {
  /** Where its branch left the target; the target itself where they have nothing in common. */
  readonly base: string;
  /** The target. */
  readonly start: string;
  readonly head: string;
  readonly files: readonly FileDiff[];
}

@Injectable()
export class MergeRequestDiffs {
  constructor(
    private readonly snapshots: MergeRequestSnapshots,
    private readonly history: History,
    private readonly diffs: Diffs,
  ) {}

  /** Two git processes. */
  async of(row: MergeRequestRow, target: Repository): Promise<MergeRequestDiff> {
    const start = await this.snapshots.baseSha(row, target);
    const head = row.headSha;
    const [parted, files] = await Promise.all([
      this.history.mergeBase(target, [start, head]),
      this.diffs.files(target, { base: start, head, from: 'merge-base' }),
    ]);
    return { base: parted?.sha ?? start, start, head, files };
  }
}

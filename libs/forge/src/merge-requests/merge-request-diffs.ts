import { Injectable } from '@nestjs/common';
import type { FileDiff, Repository } from '#domain';
import { Diffs, MergeBases } from '#git';
import { MergeRequestSnapshots } from './merge-request-snapshots.js';
import type { MergeRequestRow } from './merge-request.entity.js';

/** The commits that a request's diff compares, as in GitLab's `diff_refs`. */
export interface MergeRequestRange {
  /** The merge base; the target when they share no history. */
  readonly base: string;
  /** The target's commit. */
  readonly start: string;
  readonly head: string;
}

/** The changed files of a merge request. */
export interface MergeRequestDiff extends MergeRequestRange {
  readonly files: readonly FileDiff[];
}

/** Reads the diffs of merge requests. */
@Injectable()
export class MergeRequestDiffs {
  constructor(
    private readonly snapshots: MergeRequestSnapshots,
    private readonly mergeBases: MergeBases,
    private readonly diffs: Diffs,
  ) {}

  async range(row: MergeRequestRow, target: Repository): Promise<MergeRequestRange> {
    const start = await this.snapshots.baseSha(row, target);
    const head = row.headSha;
    const parted = await this.mergeBases.of(target, [start, head]);
    return { base: parted?.sha ?? start, start, head };
  }

  /** Uses running git processes for most. */
  async of(row: MergeRequestRow, target: Repository): Promise<MergeRequestDiff> {
    const range = await this.range(row, target);
    return { ...range, files: await this.diffs.files(target, range) };
  }
}

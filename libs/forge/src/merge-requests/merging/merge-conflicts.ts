import { Injectable } from '@nestjs/common';
import type { Repository } from '#domain';
import { BareRepositories, Merges } from '#git';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { isOpen } from '../merge-request-state.js';
import { BRANCH } from '../../refs/ref-events.js';

/** Why an open request cannot be merged. */
@Injectable()
export class MergeConflicts {
  constructor(
    private readonly bare: BareRepositories,
    private readonly merges: Merges,
  ) {}

  /** The paths that conflict; none for a request that is closed or merged, or whose target is gone. */
  async of(row: MergeRequestRow, target: Repository): Promise<readonly string[]> {
    const ours = isOpen(row) ? this.bare.ref(target, BRANCH + row.targetBranch) : null;
    return ours === null ? [] : this.merges.conflicts(target, { ours, theirs: row.headSha });
  }
}

import { Injectable } from '@nestjs/common';
import type { Repository } from '#domain';
import { BareRepositories, Merges } from '#git';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { isOpen } from '../merge-request-state.js';
import { unlessUnmergeable } from './unless-unmergeable.js';
import { BRANCH } from '../../refs/ref-events.js';

/** Why an open request cannot be merged. */
@Injectable()
export class MergeConflicts {
  constructor(
    private readonly bare: BareRepositories,
    private readonly merges: Merges,
  ) {}

  /**
   * The paths that conflict; none for a request that is closed or merged, or whose target is gone.
   * @throws ForgeError `conflict` when git cannot merge it
   */
  async of(row: MergeRequestRow, target: Repository): Promise<readonly string[]> {
    const ours = isOpen(row) ? this.bare.ref(target, BRANCH + row.targetBranch) : null;
    if (ours === null) return [];
    return unlessUnmergeable(row, () => this.merges.conflicts(target, { ours, theirs: row.headSha }));
  }
}

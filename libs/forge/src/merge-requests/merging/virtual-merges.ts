import { Injectable } from '@nestjs/common';
import { isOpen } from '../merge-request-state.js';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { Repositories } from '../../repositories/repositories.js';
import { RepositorySettings } from '../../repositories/settings/repository-settings.js';
import { TestMerges } from './test-merges.js';

/** The test merges that webhooks tell of, in repositories whose setting `virtual_merge_build` asks for them. */
@Injectable()
export class VirtualMerges {
  constructor(
    private readonly settings: RepositorySettings,
    private readonly repositories: Repositories,
    private readonly testMerges: TestMerges,
  ) {}

  /**
   * The test merge of an open request, made now unless it is known. Changes the row accordingly, and stores nothing.
   * @returns its commit; null where there is no clean one, or where the setting is off
   */
  async of(row: MergeRequestRow): Promise<string | null> {
    if (!isOpen(row)) return null;
    const settings = await this.settings.find({ id: row.targetId });
    if (settings?.merges.virtual_merge_build !== true) return null;
    const target = await this.repositories.byId(row.targetId);
    if (target === null) return null;
    if (row.mergeStatus === 'unchecked') {
      const { targetSha, mergeStatus } = await this.testMerges.make(target, row);
      row.mergeStatus = mergeStatus;
      row.targetSha = targetSha ?? row.targetSha;
    }
    return row.mergeStatus === 'can_be_merged' ? this.testMerges.last(target, row) : null;
  }
}

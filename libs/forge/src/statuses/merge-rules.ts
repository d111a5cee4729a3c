import { Injectable } from '@nestjs/common';
import type { Repository } from '#domain';
import { RepositorySettings } from '../repositories/settings/repository-settings.js';

/** The reports that a merge requires. */
export interface MergeRule {
  /** Whether all reports must be successful, and at least one must exist. */
  readonly needsPipeline: boolean;
  /** The contexts that must be reported as successful. */
  readonly requiredContexts: readonly string[];
}

export const isRequired = ({ needsPipeline, requiredContexts }: MergeRule, context: string): boolean =>
  needsPipeline || requiredContexts.includes(context);

/** The merge rules of repositories. */
@Injectable()
export class MergeRules {
  constructor(private readonly settings: RepositorySettings) {}

  async of(repository: Repository): Promise<MergeRule> {
    const { merges } = await this.settings.of(repository);
    return {
      needsPipeline: merges.only_allow_merge_if_pipeline_succeeds,
      requiredContexts: merges.required_contexts,
    };
  }

  /**
   * The rule for merges into a branch. All branches of a repository share one rule so far; a branch's own would
   * belong here.
   */
  async ofBranch(repository: Repository, _branch: string): Promise<MergeRule> {
    return this.of(repository);
  }
}

import { Injectable } from '@nestjs/common';
import type { Repository } from '#domain';
import { RepositorySettings } from '../repositories/settings/repository-settings.js';

/** What has to be good of a commit before it is merged. */
export interface MergeRule {
  /** Whether everything that was reported has to be good, and something has to be reported. */
  readonly needsPipeline: boolean;
  /** Those that have to be reported, and to be good. */
  readonly requiredContexts: readonly string[];
}

export const isRequired = ({ needsPipeline, requiredContexts }: MergeRule, context: string): boolean =>
  needsPipeline || requiredContexts.includes(context);

/** What a repository asks for before something is merged. */
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

  /** What a merge into that branch asks for. All branches of a repository have the same rule so far; a branch's own belongs here. */
  async ofBranch(repository: Repository, _branch: string): Promise<MergeRule> {
    return this.of(repository);
  }
}

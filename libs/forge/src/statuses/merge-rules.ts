import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { UnitOfWork, type Repository } from '#domain';
import { requireRepository } from '../repositories/require-repository.js';
import { MergeRuleRow } from './merge-rule.entity.js';

/** What has to be good of a commit before it is merged. */
export interface MergeRule {
  /** Whether everything that was reported has to be good, and something has to be reported. */
  readonly needsPipeline: boolean;
  /** Those that have to be reported, and to be good. */
  readonly requiredContexts: readonly string[];
}

const NO_RULE: MergeRule = { needsPipeline: false, requiredContexts: [] };

export const isRequired = ({ needsPipeline, requiredContexts }: MergeRule, context: string): boolean =>
  needsPipeline || requiredContexts.includes(context);

/** What a repository asks for before something is merged. */
@Injectable()
export class MergeRules {
  constructor(
    @InjectRepository(MergeRuleRow) private readonly rows: Table<MergeRuleRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  async of(repository: Repository): Promise<MergeRule> {
    return (await this.rows.findOneBy({ repositoryId: repository.id })) ?? NO_RULE;
  }

  /** What a merge into that branch asks for. All branches of a repository have the same rule so far; a branch's own belongs here. */
  async ofBranch(repository: Repository, _branch: string): Promise<MergeRule> {
    return this.of(repository);
  }

  /** What is undefined stays as it is. */
  async change(
    repository: Repository,
    changes: { readonly [Key in keyof MergeRule]?: MergeRule[Key] | undefined },
  ): Promise<MergeRule> {
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      const { id: repositoryId } = repository;
      const before = (await tx.findOneBy(MergeRuleRow, { repositoryId })) ?? NO_RULE;
      return tx.save(MergeRuleRow, {
        repositoryId,
        needsPipeline: changes.needsPipeline ?? before.needsPipeline,
        requiredContexts: [...new Set(changes.requiredContexts ?? before.requiredContexts)],
      });
    });
  }
}

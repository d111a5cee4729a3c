import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { ForgeError, fullName, quoted, UnitOfWork, type Repository } from '#domain';
import { requireRepository } from '../repositories/require-repository.js';
import { checkRefLength } from '../users/names.js';
import type { Grant } from './branch-rule.entity.js';
import { TagRuleRow } from './tag-rule.entity.js';
import { checkWildcard } from './wildcard.js';

export interface TagRule {
  readonly wildcard: string;
  /** GitLab's access level: 0 nobody, 30 users with push access, 40 administrators. */
  readonly createLevel: number;
}

/** The users of an access level. */
export const levelOfTag = (createLevel: number): Grant['level'] =>
  createLevel === 0 ? 'none' : createLevel > 30 ? 'admin' : 'developer';

/** Protected tags, and who may create, move and delete them. */
@Injectable()
export class TagRules {
  constructor(
    @InjectRepository(TagRuleRow) private readonly rows: Table<TagRuleRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /** By name. */
  list({ id: repositoryId }: Repository): Promise<readonly TagRule[]> {
    return this.rows.find({ where: { repositoryId }, order: { wildcard: 'ASC' } });
  }

  /** @throws ForgeError `not_found` */
  async get(repository: Repository, wildcard: string): Promise<TagRule> {
    const rule = await this.rows.findOneBy({ repositoryId: repository.id, wildcard });
    if (rule === null) throw noRule(repository, wildcard);
    return rule;
  }

  /** @throws ForgeError `conflict` when the name has a rule, `invalid` for an invalid name */
  async create(repository: Repository, rule: TagRule): Promise<TagRule> {
    checkWildcard('name', rule.wildcard);
    checkRefLength('name', rule.wildcard);
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      const key = { repositoryId: repository.id, wildcard: rule.wildcard };
      if (await tx.existsBy(TagRuleRow, key))
        throw new ForgeError(
          'conflict',
          `Tag ${quoted(rule.wildcard)} is protected already: change it by PUT`,
        );
      return tx.save(TagRuleRow, { ...key, createLevel: rule.createLevel });
    });
  }

  /** @throws ForgeError `not_found` */
  async change(repository: Repository, { wildcard, createLevel }: TagRule): Promise<TagRule> {
    return this.unitOfWork.run(async (tx) => {
      const key = { repositoryId: repository.id, wildcard };
      const { affected } = await tx.update(TagRuleRow, key, { createLevel });
      if (affected === 0) throw noRule(repository, wildcard);
      return { wildcard, createLevel };
    });
  }

  /** @throws ForgeError `not_found` */
  async remove(repository: Repository, wildcard: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.delete(TagRuleRow, { repositoryId: repository.id, wildcard });
      if (affected === 0) throw noRule(repository, wildcard);
    });
  }
}

const noRule = (repository: Repository, wildcard: string): ForgeError =>
  new ForgeError('not_found', `${fullName(repository)} has no protected tag ${quoted(wildcard)}`);

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, quoted, UnitOfWork, type Repository } from '#domain';
import { requireRepository } from '../repositories/require-repository.js';
import { checkRefLength } from '../users/names.js';
import { Users } from '../users/users.js';
import { BranchRuleRow, type Grant } from './branch-rule.entity.js';
import { checkWildcard, ruleFor } from './wildcard.js';

/** The users with a permission, by login. */
export interface NamedGrant {
  readonly level: Grant['level'];
  readonly logins: readonly string[];
}

/** Who may push to and merge into the branches that match a wildcard. */
export interface BranchRule {
  readonly wildcard: string;
  readonly pushers: Grant;
  readonly mergers: Grant;
  /** ISO 8601 in UTC. */
  readonly updatedAt: string;
}

export interface BranchRuleOrder {
  readonly wildcard: string;
  readonly pushers: NamedGrant;
  readonly mergers: NamedGrant;
}

/** Protected branches, and who may push to and merge into them. */
@Injectable()
export class BranchRules {
  constructor(
    @InjectRepository(BranchRuleRow) private readonly rows: Table<BranchRuleRow>,
    private readonly users: Users,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** By wildcard. */
  list({ id: repositoryId }: Repository): Promise<readonly BranchRule[]> {
    return this.rows.find({ where: { repositoryId }, order: { wildcard: 'ASC' } });
  }

  /** The rule that applies to a branch; null when it is unprotected. */
  async of(repository: Repository, branch: string): Promise<BranchRule | null> {
    return ruleFor(await this.list(repository), branch);
  }

  /**
   * Creates a rule or replaces the one with that wildcard.
   * @throws ForgeError `invalid` for an invalid wildcard or an unknown login
   */
  async put(repository: Repository, { wildcard, pushers, mergers }: BranchRuleOrder): Promise<void> {
    checkWildcard('wildcard', wildcard);
    checkRefLength('wildcard', wildcard);
    const rule = {
      repositoryId: repository.id,
      wildcard,
      pushers: await this.grant('pusher', pushers),
      mergers: await this.grant('merger', mergers),
      updatedAt: this.clock.now().toISOString(),
    };
    await this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      await tx.save(BranchRuleRow, rule);
    });
  }

  /** @throws ForgeError `not_found` when there is no such rule, or as `put` */
  async change(repository: Repository, order: BranchRuleOrder): Promise<void> {
    if (!(await this.rows.existsBy({ repositoryId: repository.id, wildcard: order.wildcard })))
      throw noRule(repository, order.wildcard);
    await this.put(repository, order);
  }

  /** @throws ForgeError `not_found` */
  async remove(repository: Repository, wildcard: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.delete(BranchRuleRow, { repositoryId: repository.id, wildcard });
      if (affected === 0) throw noRule(repository, wildcard);
    });
  }

  private async grant(field: string, { level, logins }: NamedGrant): Promise<Grant> {
    const users = await Promise.all(logins.map((login) => this.users.find(login)));
    const unknown = logins.find((_, index) => users[index] === null);
    if (unknown !== undefined)
      throw new ForgeError(
        'invalid',
        `${field} ${quoted(unknown)} is not developer, admin, none or a user's login`,
      );
    return { level, userIds: [...new Set(users.flatMap((user) => user?.id ?? []))] };
  }
}

const noRule = (repository: Repository, wildcard: string): ForgeError =>
  new ForgeError('not_found', `${fullName(repository)} has no protected branch ${quoted(wildcard)}`);

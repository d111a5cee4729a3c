import { Body, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import type { Repository } from '#domain';
import { BranchRules, Users } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers, AnswersIn } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { BranchRuleJson, branchRuleJson } from './branch-rule-json.js';
import { ChangeBranchRule, CreateBranchRule } from './branch-schemas.js';
import { Summary } from '../../http/described.js';

/** The rules of protected branches. */
@RestController('repos/:owner/:repo')
@RequireAccess('administer')
export class BranchRulesController {
  constructor(
    private readonly rules: BranchRules,
    private readonly users: Users,
  ) {}

  @Get('protect_branches')
  @Summary('Lists the protected branches')
  @RequireAccess('read')
  @Answers(() => z.array(BranchRuleJson()))
  async list(@Repo() repository: Repository) {
    const rules = await this.rules.list(repository);
    const ids = rules.flatMap(({ pushers, mergers }) => [...pushers.userIds, ...mergers.userIds]);
    const people = await this.users.byIds(ids);
    return rules.map((rule) => branchRuleJson(rule, people));
  }

  @Put('branches/setting/new')
  @Summary('Protects branches')
  @AnswersIn([])
  async create(@Repo() repository: Repository, @Body({ schema: CreateBranchRule }) rule: CreateBranchRule) {
    await this.rules.put(repository, rule);
  }

  @Put('branches/:wildcard/setting')
  @Summary('Changes who may push to protected branches')
  @AnswersIn([])
  async change(
    @Repo() repository: Repository,
    @Param('wildcard') wildcard: string,
    @Body({ schema: ChangeBranchRule }) grants: ChangeBranchRule,
  ) {
    await this.rules.change(repository, { wildcard, ...grants });
  }

  @Delete('branches/:wildcard/setting')
  @Summary('Removes the protection of branches')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Param('wildcard') wildcard: string) {
    await this.rules.remove(repository, wildcard);
  }
}

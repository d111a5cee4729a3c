import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { BranchRules, PushPolicy, RefCreator, RefRemover, ruleFor } from '#forge';
import { BranchList } from '#git';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import {
  BranchJson,
  branchJson,
  CreatedBranchJson,
  createdBranchJson,
  ListedBranchJson,
  listedBranchJson,
} from './branch-json.js';
import { Page } from '../shared/page.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { CreateBranch, Order } from './branch-schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

@RestController('repos/:owner/:repo/branches')
@RequireAccess('read')
export class BranchesController {
  constructor(
    private readonly branches: BranchList,
    private readonly rules: BranchRules,
    private readonly newRefs: RefCreator,
    private readonly oldRefs: RefRemover,
    private readonly policy: PushPolicy,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists branches')
  @Answers(() => z.array(ListedBranchJson()))
  async list(
    @Repo() repository: Repository,
    @Query({ schema: Order }) order: Order,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    const { branches, total } = await this.branches.page(repository, { ...order, ...skipTake(page) });
    const rules = await this.rules.list(repository);
    const items = branches.map(({ name, commit }) =>
      listedBranchJson({ name, commit, isProtected: ruleFor(rules, name) !== null }, repository, this.links),
    );
    return new Page(items, { ...page, total });
  }

  @Post()
  @Summary('Creates a branch')
  @RequireAccess('push')
  @HttpCode(200)
  @Answers(CreatedBranchJson)
  async create(
    @Repo() repository: Repository,
    @Body({ schema: CreateBranch }) branch: CreateBranch,
    @Actor() actor: User,
  ) {
    const commit = await this.newRefs.branch(repository, branch, actor);
    const isProtected = (await this.rules.of(repository, branch.name)) !== null;
    return createdBranchJson({ name: branch.name, commit, isProtected }, repository, this.links);
  }

  @Get(':branch')
  @Summary('Shows a branch')
  @Answers(BranchJson)
  async get(@Repo() repository: Repository, @Param('branch') name: string, @Actor() actor: User) {
    const branch = await this.branches.get(repository, name);
    const rule = await this.rules.of(repository, name);
    const mayPush = await this.policy.mayPush(repository, actor, name);
    return branchJson({ ...branch, rule, mayPush });
  }

  @Delete(':branch')
  @Summary('Deletes a branch')
  @RequireAccess('push')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Param('branch') name: string, @Actor() actor: User) {
    await this.oldRefs.branch(repository, name, actor);
  }
}

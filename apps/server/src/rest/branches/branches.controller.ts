import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Access, RefCreator } from '#forge';
import { BranchList } from '#git';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { branchJson, createdBranchJson, listedBranchJson } from './branch-json.js';
import { Page } from '../shared/page.js';
import { body, choice, PageQuery, requiredText, skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';

const Order = z
  .object({ sort: choice('name', 'updated'), direction: choice('asc', 'desc') })
  .transform(({ sort = 'name', direction = 'asc' }) => ({ by: sort, direction }));
type Order = z.output<typeof Order>;

const CreateBranch = body({ refs: requiredText(1_000), branch_name: requiredText(200) }).transform(
  ({ refs, branch_name: name }) => ({ name, revision: refs }),
);
type CreateBranch = z.output<typeof CreateBranch>;

@RestController('repos/:owner/:repo/branches')
@RequireAccess('read')
export class BranchesController {
  constructor(
    private readonly branches: BranchList,
    private readonly newRefs: RefCreator,
    private readonly access: Access,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  async list(
    @Repo() repository: Repository,
    @Query({ schema: Order }) order: Order,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    const { branches, total } = await this.branches.page(repository, { ...order, ...skipTake(page) });
    const items = branches.map(({ name, commit }) => listedBranchJson(name, commit, repository, this.links));
    return new Page(items, { ...page, total });
  }

  @Post()
  @RequireAccess('push')
  @HttpCode(200)
  async create(
    @Repo() repository: Repository,
    @Body({ schema: CreateBranch }) branch: CreateBranch,
    @Actor() actor: User,
  ) {
    const commit = await this.newRefs.branch(repository, branch, actor);
    return createdBranchJson(branch.name, commit, repository, this.links);
  }

  @Get(':branch')
  async get(@Repo() repository: Repository, @Param('branch') name: string, @Actor() actor: User) {
    const branch = await this.branches.get(repository, name);
    const mayPush = await this.access.allows(actor, repository, 'push');
    return branchJson({ ...branch, mayPush });
  }
}

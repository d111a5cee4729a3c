import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { User } from '#domain';
import { Access, RefCreator, RepositoryAccess } from '#forge';
import { BranchList } from '#git';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { branchJson, createdBranchJson, listedBranchJson } from './branch-json.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { body, choice, Page, RepoPath, requiredText, skipTake } from '../shared/schemas.js';

const Order = z
  .object({ sort: choice('name', 'updated'), direction: choice('asc', 'desc') })
  .transform(({ sort = 'name', direction = 'asc' }) => ({ by: sort, direction }));
type Order = z.output<typeof Order>;

const CreateBranch = body({ refs: requiredText(1_000), branch_name: requiredText(200) }).transform(
  ({ refs, branch_name: name }) => ({ name, revision: refs }),
);
type CreateBranch = z.output<typeof CreateBranch>;

@Controller('api/v5/repos/:owner/:repo/branches')
@UseGuards(Authenticated)
export class BranchesController {
  constructor(
    private readonly branches: BranchList,
    private readonly newRefs: RefCreator,
    private readonly repositories: RepositoryAccess,
    private readonly access: Access,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query({ schema: Order }) order: Order,
    @Query({ schema: Page }) page: Page,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const repository = await this.repositories.toRead(at, actor);
    const { branches, total } = await this.branches.page(repository, { ...order, ...skipTake(page) });
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    return branches.map(({ name, commit }) => listedBranchJson(name, commit, repository, this.links));
  }

  @Post()
  @HttpCode(200)
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Body({ schema: CreateBranch }) branch: CreateBranch,
    @Actor() actor: User,
  ) {
    const repository = await this.repositories.toWrite(at, actor);
    const commit = await this.newRefs.branch(repository, branch, actor);
    return createdBranchJson(branch.name, commit, repository, this.links);
  }

  @Get(':branch')
  async get(@Param({ schema: RepoPath }) at: RepoPath, @Param('branch') name: string, @Actor() actor: User) {
    const repository = await this.repositories.toRead(at, actor);
    const branch = await this.branches.get(repository, name);
    const mayPush = await this.access.allows(actor, repository, 'push');
    return branchJson({ ...branch, mayPush });
  }
}

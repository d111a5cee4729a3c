import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import type { z } from 'zod';
import type { User } from '#domain';
import { MergeRequests, Repositories, RepositoryAccess } from '#forge';
import { Hooks } from '#webhooks';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { createdRepositoryJson, repositoryJson } from './repository-json.js';
import { body, lenientBoolean, RepoPath, text } from '../shared/schemas.js';

const CreateRepository = body({
  name: text(100),
  path: text(100),
  description: text(10_000),
  private: lenientBoolean,
  auto_init: lenientBoolean,
  default_branch: text(200),
}).transform((fields) => ({
  // The name may be for people only; then the path says what stands in the URL.
  path: fields.path,
  name: fields.name ?? '',
  description: fields.description,
  visibility: fields.private ? ('private' as const) : ('public' as const),
  autoInit: fields.auto_init,
  defaultBranch: fields.default_branch,
}));
type CreateRepository = z.output<typeof CreateRepository>;

@Controller('api/v5')
@UseGuards(Authenticated)
export class RepositoriesController {
  constructor(
    private readonly repositories: Repositories,
    private readonly access: RepositoryAccess,
    private readonly requests: MergeRequests,
    private readonly hooks: Hooks,
    private readonly links: PublicLinks,
  ) {}

  @Post('user/repos')
  @HttpCode(200)
  async create(@Body({ schema: CreateRepository }) input: CreateRepository, @Actor() actor: User) {
    const repository = await this.repositories.create({ owner: actor.login, ...input }, actor);
    return createdRepositoryJson(await this.repositories.details(repository), this.links);
  }

  @Get('repos/:owner/:repo')
  async get(@Param({ schema: RepoPath }) at: RepoPath, @Actor() actor: User) {
    const repository = await this.access.toRead(at, actor);
    return repositoryJson(await this.repositories.details(repository), this.links);
  }

  @Delete('repos/:owner/:repo')
  @HttpCode(204)
  async remove(@Param({ schema: RepoPath }) at: RepoPath, @Actor() actor: User) {
    const repository = await this.access.toAdminister(at, actor);
    await this.repositories.delete(repository, async (tx) => {
      await this.hooks.removeAll(repository.id, tx);
      await this.requests.closeFrom(repository, actor, tx);
    });
  }
}

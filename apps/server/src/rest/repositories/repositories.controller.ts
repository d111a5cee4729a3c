import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { MergeRequests, Repositories, RepositoryAccess } from '#forge';
import { Hooks } from '#webhooks';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { PathId } from '../shared/schemas.js';
import {
  CreatedRepositoryJson,
  createdRepositoryJson,
  RepositoryJson,
  repositoryJson,
} from './repository-json.js';
import { CreateRepository } from './repository-schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Needs, Summary } from '../../http/described.js';

@RestController('')
export class RepositoriesController {
  constructor(
    private readonly repositories: Repositories,
    private readonly access: RepositoryAccess,
    private readonly requests: MergeRequests,
    private readonly hooks: Hooks,
    private readonly links: PublicLinks,
  ) {}

  @Post('user/repos')
  @Summary("Creates a repository of the caller's own")
  @HttpCode(200)
  @Answers(CreatedRepositoryJson)
  async create(@Body({ schema: CreateRepository }) input: CreateRepository, @Actor() actor: User) {
    const repository = await this.repositories.create({ owner: actor.login, ...input }, actor);
    return createdRepositoryJson(await this.repositories.details(repository), this.links);
  }

  @Get('repos/:owner/:repo')
  @Summary('Shows a repository')
  @RequireAccess('read')
  @Answers(RepositoryJson)
  async get(@Repo() repository: Repository) {
    return repositoryJson(await this.repositories.details(repository), this.links);
  }

  @Get('repositories/:id')
  @Summary('Shows a repository by its id')
  @Needs('read')
  @Answers(RepositoryJson)
  async byId(@Param({ schema: PathId }) { id }: PathId, @Actor() actor: User) {
    return repositoryJson(await this.repositories.details(await this.access.byId(id, actor)), this.links);
  }

  @Delete('repos/:owner/:repo')
  @Summary('Deletes a repository')
  @RequireAccess('administer')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Actor() actor: User) {
    await this.repositories.delete(repository, async (tx) => {
      await this.hooks.removeAll(repository.id, tx);
      await this.requests.closeFrom(repository, actor, tx);
    });
  }
}

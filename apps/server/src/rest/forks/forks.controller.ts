import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Access, Forks, Repositories, RepositoryLists } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Page } from '../shared/page.js';
import {
  ForkedRepositoryJson,
  forkedRepositoryJson,
  ListedForkJson,
  listedForkJson,
} from '../repositories/fork-json.js';
import { skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { CreateFork, ForkListQuery } from './fork-schemas.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

@RestController('repos/:owner/:repo/forks')
@RequireAccess('read')
export class ForksController {
  constructor(
    private readonly forks: Forks,
    private readonly repositories: Repositories,
    private readonly lists: RepositoryLists,
    private readonly access: Access,
    private readonly links: PublicLinks,
  ) {}

  /** Into the caller's own namespace unless an organization is named. */
  @Post()
  @Summary('Forks the repository')
  @HttpCode(200)
  @Answers(ForkedRepositoryJson)
  async create(
    @Repo() parent: Repository,
    @Body({ schema: CreateFork }) { owner, ...names }: CreateFork,
    @Actor() actor: User,
  ) {
    const to = { ...names, owner: owner ?? actor.login };
    await this.access.requireNamespace(actor, to.owner);
    const fork = await this.forks.create(parent, to, actor);
    return forkedRepositoryJson(await this.repositories.details(fork), this.links);
  }

  /** Those that the caller may read. */
  @Get()
  @Summary('Lists the forks')
  @Answers(() => z.array(ListedForkJson()))
  async list(
    @Repo() parent: Repository,
    @Query({ schema: ForkListQuery }) { page, filter }: ForkListQuery,
    @Actor() actor: User,
  ) {
    const { found, total } = await this.lists.page({ ...filter, parent }, actor, skipTake(page));
    const around = await this.repositories.details(parent);
    const items = found.map((fork) => listedForkJson(fork, around, this.links));
    return new Page(items, { ...page, total });
  }
}

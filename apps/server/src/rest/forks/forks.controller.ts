import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { User } from '#domain';
import { Access, Repositories, RepositoryAccess } from '#forge';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { forkedRepositoryJson, listedForkJson } from '../repositories/repository-json.js';
import { body, Page, RepoPath, skipTake, text } from '../shared/schemas.js';

const CreateFork = body({ organization: text(100), name: text(100), path: text(100) });
type CreateFork = z.output<typeof CreateFork>;

@Controller('api/v5/repos/:owner/:repo/forks')
@UseGuards(Authenticated)
export class ForksController {
  constructor(
    private readonly repositories: Repositories,
    private readonly access: RepositoryAccess,
    private readonly namespaces: Access,
    private readonly links: PublicLinks,
  ) {}

  /** Into the caller's own namespace unless an organization is named. */
  @Post()
  @HttpCode(200)
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Body({ schema: CreateFork }) { organization, name, path }: CreateFork,
    @Actor() actor: User,
  ) {
    const parent = await this.access.toRead(at, actor);
    const owner = organization ?? actor.login;
    await this.namespaces.requireNamespace(actor, owner);
    const fork = await this.repositories.fork(parent, { owner, name, path }, actor);
    return forkedRepositoryJson(await this.repositories.details(fork), this.links);
  }

  @Get()
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query({ schema: Page }) page: Page,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const parent = await this.access.toRead(at, actor);
    const { forks, total } = await this.repositories.forks(parent, skipTake(page));
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    const around = await this.repositories.details(parent);
    return Promise.all(
      forks.map(async (fork) => listedForkJson(await this.repositories.details(fork), around, this.links)),
    );
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { User } from '#domain';
import { RefCreator, RepositoryAccess } from '#forge';
import { TagList } from '#git';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { body, Page, RepoPath, prose, requiredText, skipTake } from '../shared/schemas.js';
import { tagJson } from './tag-json.js';

const CreateTag = body({
  refs: requiredText(1_000),
  tag_name: requiredText(200),
  tag_message: prose(1_000_000),
}).transform(({ refs, tag_name: name, tag_message: message = '' }) => ({ name, revision: refs, message }));
type CreateTag = z.output<typeof CreateTag>;

@Controller('api/v5/repos/:owner/:repo/tags')
@UseGuards(Authenticated)
export class TagsController {
  constructor(
    private readonly tags: TagList,
    private readonly newRefs: RefCreator,
    private readonly repositories: RepositoryAccess,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query({ schema: Page }) page: Page,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const repository = await this.repositories.toRead(at, actor);
    const { tags, total } = await this.tags.page(repository, skipTake(page));
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    return tags.map(tagJson);
  }

  @Post()
  @HttpCode(200)
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Body({ schema: CreateTag }) tag: CreateTag,
    @Actor() actor: User,
  ) {
    const repository = await this.repositories.toWrite(at, actor);
    const { sha, committer } = await this.newRefs.tag(repository, tag, actor);
    return tagJson({ ...tag, commit: { sha, date: committer.date }, tagger: null });
  }
}

import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { RefCreator, RefRemover } from '#forge';
import { TagList } from '#git';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { TagJson, tagJson } from './tag-json.js';
import { CreateTag } from './tag-schemas.js';
import { Summary } from '../../http/described.js';

@RestController('repos/:owner/:repo/tags')
@RequireAccess('read')
export class TagsController {
  constructor(
    private readonly tags: TagList,
    private readonly newRefs: RefCreator,
    private readonly oldRefs: RefRemover,
  ) {}

  @Get()
  @Summary('Lists tags')
  @Answers(() => z.array(TagJson()))
  async list(@Repo() repository: Repository, @Query({ schema: PageQuery }) page: PageQuery) {
    const { tags, total } = await this.tags.page(repository, skipTake(page));
    return new Page(tags.map(tagJson), { ...page, total });
  }

  @Post()
  @Summary('Creates a tag')
  @RequireAccess('push')
  @HttpCode(200)
  @Answers(TagJson)
  async create(
    @Repo() repository: Repository,
    @Body({ schema: CreateTag }) tag: CreateTag,
    @Actor() actor: User,
  ) {
    const { sha, committer } = await this.newRefs.tag(repository, tag, actor);
    return tagJson({ ...tag, commit: { sha, date: committer.date }, tagger: null });
  }

  @Delete(':tag')
  @Summary('Deletes a tag')
  @RequireAccess('push')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Param('tag') name: string, @Actor() actor: User) {
    await this.oldRefs.tag(repository, name, actor);
  }
}

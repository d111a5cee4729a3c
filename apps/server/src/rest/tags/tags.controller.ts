import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Repository, User } from '#domain';
import { RefCreator } from '#forge';
import { TagList } from '#git';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Page } from '../shared/page.js';
import { body, PageQuery, prose, requiredText, skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { tagJson } from './tag-json.js';

const CreateTag = body({
  refs: requiredText(1_000),
  tag_name: requiredText(200),
  tag_message: prose(1_000_000),
}).transform(({ refs, tag_name: name, tag_message: message = '' }) => ({ name, revision: refs, message }));
type CreateTag = z.output<typeof CreateTag>;

@RestController('repos/:owner/:repo/tags')
@RequireAccess('read')
export class TagsController {
  constructor(
    private readonly tags: TagList,
    private readonly newRefs: RefCreator,
  ) {}

  @Get()
  async list(@Repo() repository: Repository, @Query({ schema: PageQuery }) page: PageQuery) {
    const { tags, total } = await this.tags.page(repository, skipTake(page));
    return new Page(tags.map(tagJson), { ...page, total });
  }

  @Post()
  @RequireAccess('push')
  @HttpCode(200)
  async create(
    @Repo() repository: Repository,
    @Body({ schema: CreateTag }) tag: CreateTag,
    @Actor() actor: User,
  ) {
    const { sha, committer } = await this.newRefs.tag(repository, tag, actor);
    return tagJson({ ...tag, commit: { sha, date: committer.date }, tagger: null });
  }
}

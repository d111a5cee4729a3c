import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository } from '#domain';
import { TagRules } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { ProtectedTagJson, protectedTagJson } from './protected-tag-json.js';
import { ChangeTagRule, CreateTagRule } from './tag-schemas.js';
import { Summary } from '../../http/described.js';

/** The rules of protected tags. */
@RestController('repos/:owner/:repo/protected_tags')
@RequireAccess('administer')
export class ProtectedTagsController {
  constructor(private readonly rules: TagRules) {}

  @Get()
  @Summary('Lists the protected tags')
  @RequireAccess('read')
  @Answers(() => z.array(ProtectedTagJson()))
  async list(@Repo() repository: Repository, @Query({ schema: PageQuery }) page: PageQuery) {
    const rules = await this.rules.list(repository);
    const { skip, take } = skipTake(page);
    return new Page(rules.slice(skip, skip + take).map(protectedTagJson), { ...page, total: rules.length });
  }

  @Get(':name')
  @Summary('Shows a protected tag')
  @RequireAccess('read')
  @Answers(ProtectedTagJson)
  async get(@Repo() repository: Repository, @Param('name') name: string) {
    return protectedTagJson(await this.rules.get(repository, name));
  }

  @Post()
  @Summary('Protects tags')
  @HttpCode(200)
  @Answers(ProtectedTagJson)
  async create(@Repo() repository: Repository, @Body({ schema: CreateTagRule }) rule: CreateTagRule) {
    return protectedTagJson(await this.rules.create(repository, rule));
  }

  @Put()
  @Summary('Changes who may create protected tags')
  @Answers(ProtectedTagJson)
  async change(@Repo() repository: Repository, @Body({ schema: ChangeTagRule }) rule: ChangeTagRule) {
    return protectedTagJson(await this.rules.change(repository, rule));
  }

  @Delete(':name')
  @Summary('Removes the protection of tags')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Param('name') name: string) {
    await this.rules.remove(repository, name);
  }
}

import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { CommitStatuses, MergeRules } from '#forge';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { skipTake } from '../../rest/shared/schemas.js';
import { CreateStatus } from '../../rest/statuses/status-schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderPageQuery } from '../shared/page-query.js';
import { OlderCombinedJson, olderCombinedJson, OlderStatusJson, olderStatusJson } from './status-json.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

@OlderController('repos/:owner/:repo')
@RequireAccess('read')
export class OlderStatusesController {
  constructor(
    private readonly statuses: CommitStatuses,
    private readonly rules: MergeRules,
  ) {}

  @Post('statuses/:sha')
  @Summary('Reports the status of a commit')
  @RequireAccess('push')
  @HttpCode(201)
  @Answers(OlderStatusJson)
  async report(
    @Repo() repository: Repository,
    @Param('sha') revision: string,
    @Body({ schema: CreateStatus }) status: CreateStatus,
    @Actor() actor: User,
  ) {
    const row = await this.statuses.report(repository, revision, status, actor);
    return olderStatusJson(row, await this.rules.ofBranch(repository, repository.defaultBranch));
  }

  @Get('commits/status/:ref')
  @Summary('Shows the combined status of a commit')
  @Answers(OlderCombinedJson)
  async combined(
    @Repo() repository: Repository,
    @Param('ref') revision: string,
    @Query({ schema: OlderPageQuery }) page: OlderPageQuery,
  ) {
    return olderCombinedJson(await this.statuses.combined(repository, revision, skipTake(page)));
  }
}

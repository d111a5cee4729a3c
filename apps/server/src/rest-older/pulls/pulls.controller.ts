import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { MergeRequestBranches, MergeRequestOpener, MergeRequests, type FoundMergeRequest } from '#forge';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { CreatePull } from '../../rest/pulls/pull-schemas.js';
import { MergeRequest, RequireMergeRequest } from '../../rest/pulls/require-merge-request.js';
import { Page } from '../../rest/shared/page.js';
import { choice, PageFields, pageOf, skipTake } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { USUAL_PAGE } from '../shared/page-query.js';
import { OlderPullJson, olderPullJson } from './pull-json.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const PullList = z
  .object({ ...PageFields, state: choice('open', 'closed', 'merged', 'all') })
  .transform(({ state, ...page }) => ({
    page: pageOf(page, USUAL_PAGE),
    filter: {
      state: state === 'all' ? undefined : state,
      sort: 'created' as const,
      direction: 'desc' as const,
    },
  }));
type PullList = z.output<typeof PullList>;

@OlderController('repos/:owner/:repo/pulls')
@RequireAccess('read')
export class OlderPullsController {
  constructor(
    private readonly requests: MergeRequests,
    private readonly branches: MergeRequestBranches,
    private readonly opening: MergeRequestOpener,
  ) {}

  @Get()
  @Summary('Lists merge requests')
  @Answers(() => z.array(OlderPullJson()))
  async list(@Repo() target: Repository, @Query({ schema: PullList }) { page, filter }: PullList) {
    const { rows, total } = await this.requests.list(target, filter, skipTake(page));
    return new Page(rows.map(olderPullJson), { ...page, total });
  }

  @Post()
  @Summary('Opens a merge request')
  @HttpCode(201)
  @Answers(OlderPullJson)
  async create(
    @Repo() target: Repository,
    @Body({ schema: CreatePull }) { names, choices }: CreatePull,
    @Actor() actor: User,
  ) {
    const branches = await this.branches.named(target, names, actor);
    return olderPullJson(await this.opening.open(branches, choices, actor));
  }

  @Get(':number')
  @Summary('Shows a merge request')
  @RequireMergeRequest('read')
  @Answers(OlderPullJson)
  get(@MergeRequest() { row }: FoundMergeRequest) {
    return olderPullJson(row);
  }
}

import { Body, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, type Repository, type User } from '#domain';
import {
  CommitReports,
  MergeChecks,
  MergeRequestBranches,
  MergeRequestDiffs,
  MergeRequestSnapshots,
  MergeRequests,
  MergeRequestMerger,
  MergeRequestOpener,
  type FoundMergeRequest,
  type MergeRequestRow,
} from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Page } from '../shared/page.js';
import { ChangedPullJson, changedPullJson } from './json/changed-pull-json.js';
import { CreatedPullJson, createdPullJson } from './json/created-pull-json.js';
import { ListedPullJson, listedPullJson } from './json/listed-pull-json.js';
import { IS_MERGED, IsMergedJson, MergedPullJson, mergedPullJson } from './json/merged-pull-json.js';
import { PullCountsJson } from './json/pull-counts-json.js';
import { PullJson, pullJson } from './json/pull-json.js';
import { ChangePull, CreatePull, MergePull, PullList, PullNumber } from './pull-schemas.js';
import { MergeRequest, RequireMergeRequest } from './require-merge-request.js';
import { skipTake, type PageQuery } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** Merge requests, which the API calls pulls. */
@RestController('repos/:owner/:repo/pulls')
@RequireAccess('read')
export class PullsController {
  constructor(
    private readonly requests: MergeRequests,
    private readonly branches: MergeRequestBranches,
    private readonly opening: MergeRequestOpener,
    private readonly merging: MergeRequestMerger,
    private readonly checks: MergeChecks,
    private readonly reports: CommitReports,
    private readonly facts: MergeRequestSnapshots,
    private readonly diffs: MergeRequestDiffs,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists merge requests, or counts them')
  @Answers(() => z.union([z.array(ListedPullJson()), PullCountsJson()]))
  list(@Repo() target: Repository, @Query({ schema: PullList }) { page, filter, isOnlyCount }: PullList) {
    return isOnlyCount ? this.requests.counts(target, filter) : this.listed(target, filter, page);
  }

  @Post()
  @Summary('Opens a merge request')
  @HttpCode(200)
  @Answers(CreatedPullJson)
  async create(
    @Repo() target: Repository,
    @Body({ schema: CreatePull }) { names, choices }: CreatePull,
    @Actor() actor: User,
  ) {
    const branches = await this.branches.named(target, names, actor);
    const row = await this.opening.open(branches, choices, actor);
    return createdPullJson(await this.diffs.of(row, target), ...(await this.shown(row)));
  }

  /** Waits for a pending test merge, so that `mergeable` is known. */
  @Get(':number')
  @Summary('Shows a merge request')
  @RequireMergeRequest('read')
  @Answers(PullJson)
  async get(@MergeRequest() { target, row }: FoundMergeRequest) {
    await this.checks.done(row.id);
    return this.whole(target, await this.requests.get(target, row.iid));
  }

  @Patch(':number')
  @Summary('Changes a merge request, closes or reopens it')
  @RequireMergeRequest('edit')
  @Answers(ChangedPullJson)
  async change(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Body({ schema: ChangePull }) changes: ChangePull,
    @Actor() actor: User,
  ) {
    const changed = await this.requests.change(target, row.iid, changes, actor);
    return changedPullJson(changed, await this.whole(target, changed));
  }

  @Put(':number/merge')
  @Summary('Merges a merge request')
  @RequireAccess('push')
  @Answers(MergedPullJson)
  async merge(
    @Repo() target: Repository,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: MergePull }) order: MergePull,
    @Actor() actor: User,
  ) {
    const sha = await this.merging.merge(target, number, { ...order, user: actor });
    return mergedPullJson(sha);
  }

  /** 200 when it is merged, 404 when not. */
  @Get(':number/merge')
  @Summary('Checks whether a merge request is merged')
  @Answers(IsMergedJson)
  @RequireMergeRequest('read')
  isMerged(@MergeRequest() { row }: FoundMergeRequest) {
    if (row.state === 'merged') return IS_MERGED;
    throw new ForgeError('not_found', `Merge request !${row.iid} is not merged: it is ${row.state}`);
  }

  private async listed(target: Repository, filter: PullList['filter'], page: PageQuery) {
    const { rows, total } = await this.requests.list(target, filter, skipTake(page));
    const details = await this.facts.details(rows);
    const items = details.map((one) => listedPullJson(one, one.repositories, this.links));
    return new Page(items, { ...page, total });
  }

  private async whole(target: Repository, row: MergeRequestRow) {
    const verdict = await this.reports.verdict(target, { branch: row.targetBranch, sha: row.headSha });
    return pullJson(verdict, ...(await this.shown(row)));
  }

  private async shown(row: MergeRequestRow) {
    const details = await this.facts.one(row);
    return [details, details.repositories, this.links] as const;
  }
}

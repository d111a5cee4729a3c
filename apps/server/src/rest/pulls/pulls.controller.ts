import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForgeError, type User } from '#domain';
import {
  MergeChecks,
  MergeRequestAccess,
  MergeRequestBranches,
  MergeRequestSnapshots,
  MergeRequests,
  MergeRequestMerger,
  MergeRequestOpener,
  Repositories,
  RepositoryAccess,
  type MergeRequestRow,
} from '#forge';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { changedPullJson, createdPullJson } from './created-pull-json.js';
import { listedPullJson } from './listed-pull-json.js';
import { pullJson } from './pull-json.js';
import { ChangePull, CreatePull, MergePull, PullList, PullNumber } from './pull-schemas.js';
import { RepoPath, skipTake } from '../shared/schemas.js';

/** Merge requests, which the API calls pulls. */
@Controller('api/v5/repos/:owner/:repo/pulls')
@UseGuards(Authenticated)
export class PullsController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly requestAccess: MergeRequestAccess,
    private readonly repositories: Repositories,
    private readonly requests: MergeRequests,
    private readonly branches: MergeRequestBranches,
    private readonly opening: MergeRequestOpener,
    private readonly merging: MergeRequestMerger,
    private readonly checks: MergeChecks,
    private readonly facts: MergeRequestSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query({ schema: PullList }) { page, filter, isOnlyCount }: PullList,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const target = await this.access.toRead(at, actor);
    const { rows, total } = await this.requests.list(target, filter, skipTake(page));
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    if (isOnlyCount) return { total_count: total };
    return Promise.all(rows.map(async (row) => listedPullJson(...(await this.shown(row)))));
  }

  @Post()
  @HttpCode(200)
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Body({ schema: CreatePull }) { names, choices }: CreatePull,
    @Actor() actor: User,
  ) {
    const target = await this.access.toRead(at, actor);
    const branches = await this.branches.named(target, names, actor);
    return createdPullJson(...(await this.shown(await this.opening.open(branches, choices, actor))));
  }

  /** Waits for a trial merge that is due, so that `mergeable` is an answer. */
  @Get(':number')
  async get(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Actor() actor: User,
  ) {
    const { target, row } = await this.requestAccess.toRead(at, number, actor);
    await this.checks.done(row.id);
    return pullJson(...(await this.shown(await this.requests.get(target, number))));
  }

  @Patch(':number')
  async change(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: ChangePull }) changes: ChangePull,
    @Actor() actor: User,
  ) {
    const { target } = await this.requestAccess.toEdit(at, number, actor);
    return changedPullJson(await this.requests.change(target, number, changes, actor));
  }

  @Put(':number/merge')
  async merge(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: MergePull }) order: MergePull,
    @Actor() actor: User,
  ) {
    const target = await this.access.toWrite(at, actor);
    const sha = await this.merging.merge(target, number, { ...order, user: actor });
    return { sha, merged: true, message: 'Pull Request successfully merged' };
  }

  /** Whether it is merged: 200 if so, 404 if not. */
  @Get(':number/merge')
  async isMerged(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Actor() actor: User,
  ) {
    const { row } = await this.requestAccess.toRead(at, number, actor);
    if (row.state === 'merged') return { error: '', message: 'Pull Request is merged' };
    throw new ForgeError('not_found', `Merge request !${number} is not merged: it is ${row.state}`);
  }

  /** There are no issues here yet that a request could belong to. */
  @Get(':number/issues')
  async issues(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Actor() actor: User,
  ) {
    await this.requestAccess.toRead(at, number, actor);
    return [];
  }

  private async shown(row: MergeRequestRow) {
    const details = await this.facts.details(row);
    const source = await this.repositories.details(details.request.source);
    const target = await this.repositories.details(details.request.target);
    return [details, { source, target }, this.links] as const;
  }
}

import { Body, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { IssueList, IssueLocks, Issues, IssueSnapshots, type IssueRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { IssueNumber } from '../../rest/issues/issue-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Page } from '../../rest/shared/page.js';
import { skipTake } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderIssueJson, olderIssueJson } from './issue-json.js';
import { ChangeOlderIssue, CreateOlderIssue, OlderIssueList } from './issue-schemas.js';
import { Summary } from '../../http/described.js';
import { RequireIssueToEdit } from '../../rest/issues/require-issue.js';

@OlderController('repos/:owner/:repo/issues')
@RequireAccess('read')
export class OlderIssuesController {
  constructor(
    private readonly issues: Issues,
    private readonly found: IssueList,
    private readonly locks: IssueLocks,
    private readonly snapshots: IssueSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists issues')
  @Answers(() => z.array(OlderIssueJson()))
  async list(
    @Repo() { id: repositoryId }: Repository,
    @Query({ schema: OlderIssueList }) { page, filter }: OlderIssueList,
    @Actor() actor: User,
  ) {
    const { rows, total } = await this.found.page({ repositoryId }, filter, actor, skipTake(page));
    return new Page(await Promise.all(rows.map((row) => this.shown(row))), { ...page, total });
  }

  @Post()
  @Summary('Opens an issue')
  @HttpCode(201)
  @Answers(OlderIssueJson)
  async create(
    @Repo() repository: Repository,
    @Body({ schema: CreateOlderIssue }) issue: CreateOlderIssue,
    @Actor() actor: User,
  ) {
    return this.shown(await this.issues.open(repository, issue, actor));
  }

  @Get(':number')
  @Summary('Shows an issue')
  @Answers(OlderIssueJson)
  async get(@Repo() repository: Repository, @Param({ schema: IssueNumber }) { number }: IssueNumber) {
    return this.shown(await this.issues.get(repository, number));
  }

  @Patch(':number')
  @Summary('Changes an issue')
  @RequireIssueToEdit()
  @Answers(OlderIssueJson)
  async change(
    @Repo() repository: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: ChangeOlderIssue }) changes: ChangeOlderIssue,
    @Actor() actor: User,
  ) {
    return this.shown(await this.issues.change(repository, number, changes, actor));
  }

  @Put(':number/lock')
  @Summary('Locks an issue')
  @RequireAccess('push')
  @HttpCode(204)
  async lock(
    @Repo() repository: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Actor() actor: User,
  ) {
    await this.locks.lock(await this.issues.get(repository, number), actor);
  }

  @Delete(':number/lock')
  @Summary('Unlocks an issue')
  @RequireAccess('push')
  @HttpCode(204)
  async unlock(
    @Repo() repository: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Actor() actor: User,
  ) {
    await this.locks.unlock(await this.issues.get(repository, number), actor);
  }

  private async shown(row: IssueRow): Promise<OlderIssueJson> {
    return olderIssueJson(row, await this.snapshots.one(row), this.links);
  }
}

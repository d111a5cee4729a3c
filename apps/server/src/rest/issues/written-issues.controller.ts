import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Issues, IssueSnapshots, RepositoryAccess, type IssueRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { IssueHistory } from './issue-history.js';
import { IssueChangeJson } from './json/issue-change-json.js';
import { type IssueJson, WrittenIssueJson, writtenIssueJson } from './json/issue-json.js';
import { ChangeIssue, CreateIssue, IssueNumber, RepoQuery } from './issue-schemas.js';
import { Needs, Summary } from '../../http/described.js';
import { RequireWrittenIssue } from './require-issue.js';

/** Writes issues: the address has the owner, and a field has the repository. */
@RestController('repos/:owner/issues')
export class WrittenIssuesController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly issues: Issues,
    private readonly snapshots: IssueSnapshots,
    private readonly history: IssueHistory,
    private readonly links: PublicLinks,
  ) {}

  @Post()
  @Summary('Opens an issue')
  @RequireWrittenIssue('read')
  @HttpCode(200)
  @Answers(WrittenIssueJson)
  async create(
    @Param('owner') owner: string,
    @Body({ schema: CreateIssue }) { path, issue }: CreateIssue,
    @Actor() actor: User,
  ) {
    const repository = await this.access.find({ owner, path }, actor, 'read');
    return this.shown(await this.issues.open(repository, issue, actor));
  }

  @Patch(':number')
  @Summary('Changes an issue')
  @RequireWrittenIssue('edit')
  @Answers(WrittenIssueJson)
  async change(
    @Param('owner') owner: string,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: ChangeIssue }) { path, changes }: ChangeIssue,
    @Actor() actor: User,
  ) {
    const repository = await this.access.find({ owner, path }, actor, 'read');
    return this.shown(await this.issues.change(repository, number, changes, actor));
  }

  @Get(':number/operate_logs')
  @Summary('Lists the history of an issue')
  @Needs('read')
  @Answers(() => z.array(IssueChangeJson()))
  async changes(
    @Param('owner') owner: string,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Query({ schema: RepoQuery }) { path }: RepoQuery,
    @Actor() actor: User,
  ) {
    const repository = await this.access.find({ owner, path }, actor, 'read');
    return this.history.of(await this.issues.get(repository, number));
  }

  private async shown(row: IssueRow): Promise<IssueJson> {
    return writtenIssueJson(await this.snapshots.one(row), this.links);
  }
}

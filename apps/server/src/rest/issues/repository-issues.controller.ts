import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Issues, IssueSnapshots } from '#forge';
import { Actor } from '../../http/actor.js';
import { Summary, Values } from '../../http/described.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery } from '../shared/schemas.js';
import { IssueHistory } from './issue-history.js';
import { IssueChangeJson } from './json/issue-change-json.js';
import { EditIssue, IssueNumber, OpenIssue } from './issue-schemas.js';
import { WrittenIssueJson, writtenIssueJson } from './json/issue-json.js';
import { RequireIssueToEdit } from './require-issue.js';

/** What the reference has at `repos/:owner/issues`, with the repository in a field, and many clients call where issues are read. */
@RestController('repos/:owner/:repo/issues')
export class RepositoryIssuesController {
  constructor(
    private readonly issues: Issues,
    private readonly snapshots: IssueSnapshots,
    private readonly history: IssueHistory,
    private readonly links: PublicLinks,
  ) {}

  @Post()
  @Summary('Opens an issue')
  @RequireAccess('read')
  @HttpCode(200)
  @Answers(WrittenIssueJson)
  async create(@Repo() at: Repository, @Body({ schema: OpenIssue }) issue: OpenIssue, @Actor() actor: User) {
    return writtenIssueJson(await this.snapshots.one(await this.issues.open(at, issue, actor)), this.links);
  }

  @Patch(':number')
  @Summary('Changes an issue')
  @RequireIssueToEdit()
  @Answers(WrittenIssueJson)
  async change(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: EditIssue }) changes: EditIssue,
    @Actor() actor: User,
  ) {
    return writtenIssueJson(
      await this.snapshots.one(await this.issues.change(at, number, changes, actor)),
      this.links,
    );
  }

  @Get(':number/operate_logs')
  @Summary('Lists the history of an issue')
  @RequireAccess('read')
  @Answers(() => z.array(IssueChangeJson()))
  async changes(@Repo() at: Repository, @Param({ schema: IssueNumber }) { number }: IssueNumber) {
    return this.history.of(await this.issues.get(at, number));
  }

  /** This server has no reactions, and keeps no earlier texts. */
  @Get([':number/user_reactions', ':number/modify_history', ':number/related_branches'])
  @Summary('Lists reactions to an issue, or its earlier texts')
  @RequireAccess('read')
  @Values('empty')
  @Answers(EmptyListJson)
  async reactions(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    await this.issues.get(at, number);
    return new Page([], { ...page, total: 0 });
  }
}

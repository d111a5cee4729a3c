import { Body, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { Issues, IssueSnapshots } from '#forge';
import { Actor } from '../../http/actor.js';
import { Summary } from '../../http/described.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { EditIssue, IssueNumber, OpenIssue } from './issue-schemas.js';
import { IssueJson, issueJson } from './json/issue-json.js';
import { RequireIssueToEdit } from './require-issue.js';

/** Writes issues at the addresses where they are read: many clients do, though the reference has the repository in a field. */
@RestController('repos/:owner/:repo/issues')
export class RepositoryIssuesController {
  constructor(
    private readonly issues: Issues,
    private readonly snapshots: IssueSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Post()
  @Summary('Opens an issue')
  @RequireAccess('read')
  @HttpCode(200)
  @Answers(IssueJson)
  async create(@Repo() at: Repository, @Body({ schema: OpenIssue }) issue: OpenIssue, @Actor() actor: User) {
    return issueJson(await this.snapshots.one(await this.issues.open(at, issue, actor)), this.links);
  }

  @Patch(':number')
  @Summary('Changes an issue')
  @RequireIssueToEdit()
  @Answers(IssueJson)
  async change(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: EditIssue }) changes: EditIssue,
    @Actor() actor: User,
  ) {
    return issueJson(
      await this.snapshots.one(await this.issues.change(at, number, changes, actor)),
      this.links,
    );
  }
}

import { Body, Delete, HttpCode, Param, Post } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { Issues, IssueSnapshots, type IssueRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { IssueNumber } from '../../rest/issues/issue-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderIssueJson, olderIssueJson } from './issue-json.js';
import { OlderAssignees } from './issue-schemas.js';
import { Summary } from '../../http/described.js';

/** The assignee of an issue: only one here, so the first of the list replaces the current one. */
@OlderController('repos/:owner/:repo/issues/:number/assignees')
@RequireAccess('push')
export class OlderIssueAssigneesController {
  constructor(
    private readonly issues: Issues,
    private readonly snapshots: IssueSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Post()
  @Summary('Adds assignees to an issue')
  @HttpCode(201)
  @Answers(OlderIssueJson)
  async assign(
    @Repo() repository: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: OlderAssignees }) [assignee]: OlderAssignees,
    @Actor() actor: User,
  ) {
    return this.shown(await this.issues.change(repository, number, { assignee }, actor));
  }

  @Delete()
  @Summary('Removes assignees from an issue')
  @Answers(OlderIssueJson)
  async unassign(
    @Repo() repository: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: OlderAssignees }) logins: OlderAssignees,
    @Actor() actor: User,
  ) {
    const row = await this.issues.get(repository, number);
    const { issue } = await this.snapshots.one(row);
    const isNamed = logins.includes(issue.assignee?.login.toLowerCase() ?? '');
    return this.shown(
      isNamed ? await this.issues.change(repository, number, { assignee: null }, actor) : row,
    );
  }

  private async shown(row: IssueRow): Promise<OlderIssueJson> {
    return olderIssueJson(row, await this.snapshots.one(row), this.links);
  }
}

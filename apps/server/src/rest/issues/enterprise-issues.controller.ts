import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import {
  CommitReports,
  IssueLinks,
  IssueList,
  IssueSnapshots,
  MergeRequestDiffs,
  MergeRequestSnapshots,
  Notes,
  Users,
  type MergeRequestDetails,
} from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { FoundIssueJson, foundIssueJson } from './json/found-issue-json.js';
import { IssueLabelJson, issueLabelJson } from './json/issue-label-json.js';
import { EnterpriseIssueNoteJson, enterpriseIssueNoteJson } from './json/issue-note-json.js';
import { LinkedPullJson, linkedPullJson } from './json/linked-pull-json.js';
import { IssueNumber } from './issue-schemas.js';
import { Needs, Summary } from '../../http/described.js';

/** An issue of an owner's repositories: by its id or, if no issue has that id, by its number. */
@RestController('enterprises/:enterprise/issues/:number')
export class EnterpriseIssuesController {
  constructor(
    private readonly found: IssueList,
    private readonly linked: IssueLinks,
    private readonly snapshots: IssueSnapshots,
    private readonly requests: MergeRequestSnapshots,
    private readonly diffs: MergeRequestDiffs,
    private readonly reports: CommitReports,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Shows an issue of an owner')
  @Needs('read')
  @Answers(FoundIssueJson)
  async get(
    @Param('enterprise') owner: string,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Actor() actor: User,
  ) {
    const row = await this.found.ofOwner(owner, number, actor);
    return foundIssueJson(await this.snapshots.one(row), this.links);
  }

  @Get('comments')
  @Summary('Lists the comments on an issue of an owner')
  @Needs('read')
  @Answers(() => z.array(EnterpriseIssueNoteJson()))
  async comments(
    @Param('enterprise') owner: string,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Actor() actor: User,
  ) {
    const row = await this.found.ofOwner(owner, number, actor);
    const { repository } = await this.snapshots.of(row);
    const stretch = { ...skipTake(page), order: 'ASC' as const };
    const { rows, total } = await this.notes.list(repository, { on: { issueId: row.id } }, stretch);
    const items = rows.map(async (note) =>
      enterpriseIssueNoteJson(note, await this.users.known(note.authorId), row),
    );
    return new Page(await Promise.all(items), { ...page, total });
  }

  @Get('labels')
  @Summary('Lists the labels of an issue of an owner')
  @Needs('read')
  @Answers(() => z.array(IssueLabelJson()))
  async labels(
    @Param('enterprise') owner: string,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Actor() actor: User,
  ) {
    const row = await this.found.ofOwner(owner, number, actor);
    const { labels, repository } = await this.snapshots.of(row);
    const { skip, take } = skipTake(page);
    const items = labels.slice(skip, skip + take);
    return new Page(
      items.map((label) => issueLabelJson(label, repository, this.links)),
      { ...page, total: labels.length },
    );
  }

  @Get('pull_requests')
  @Summary('Lists the merge requests that close an issue of an owner')
  @Needs('read')
  @Answers(() => z.array(LinkedPullJson()))
  async pulls(
    @Param('enterprise') owner: string,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Actor() actor: User,
  ) {
    const rows = await this.linked.requestsOf(await this.found.ofOwner(owner, number, actor));
    const details = await this.requests.details(rows);
    return Promise.all(details.map((one) => this.linkedPull(one)));
  }

  private async linkedPull(details: MergeRequestDetails): Promise<LinkedPullJson> {
    const { row, request } = details;
    const [diff, verdict] = await Promise.all([
      this.diffs.of(row, request.target),
      this.reports.verdict(request.target, { branch: row.targetBranch, sha: row.headSha }),
    ]);
    return linkedPullJson(details, { diff, verdict }, this.links);
  }
}

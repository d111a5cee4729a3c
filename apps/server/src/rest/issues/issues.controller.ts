import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { IssueLinks, IssueList, Issues, IssueSnapshots, MergeRequestSnapshots } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake } from '../shared/schemas.js';
import { ListedIssueJson, IssueJson, issueJson, listedIssueJson } from './json/issue-json.js';
import { LinkedPullJson, linkedPullJson } from './json/issue-link-json.js';
import { IssueListQuery, IssueNumber } from './issue-schemas.js';
import { Summary } from '../../http/described.js';

/** Reads the issues of a repository. */
@RestController('repos/:owner/:repo/issues')
@RequireAccess('read')
export class IssuesController {
  constructor(
    private readonly issues: Issues,
    private readonly found: IssueList,
    private readonly linked: IssueLinks,
    private readonly snapshots: IssueSnapshots,
    private readonly requests: MergeRequestSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists issues')
  @Answers(() => z.array(ListedIssueJson()))
  async list(
    @Repo() { id: repositoryId }: Repository,
    @Query({ schema: IssueListQuery }) { page, filter }: IssueListQuery,
    @Actor() actor: User,
  ) {
    const { rows, total, counts } = await this.found.page({ repositoryId }, filter, actor, skipTake(page));
    const details = await this.snapshots.details(rows);
    const headers = {
      all_issues: String(counts.opened + counts.closed),
      open_issues: String(counts.opened),
      close_issues: String(counts.closed),
    };
    return new Page(
      details.map((issue) => listedIssueJson(issue, this.links)),
      { ...page, total, headers },
    );
  }

  @Get(':number')
  @Summary('Shows an issue')
  @Answers(IssueJson)
  async get(@Repo() at: Repository, @Param({ schema: IssueNumber }) { number }: IssueNumber) {
    return issueJson(await this.snapshots.one(await this.issues.get(at, number)), this.links);
  }

  @Get(':number/pull_requests')
  @Summary('Lists the merge requests that close an issue')
  @Answers(() => z.array(LinkedPullJson()))
  async pulls(@Repo() at: Repository, @Param({ schema: IssueNumber }) { number }: IssueNumber) {
    const rows = await this.linked.requestsOf(await this.issues.get(at, number));
    return (await this.requests.details(rows)).map((details) => linkedPullJson(details, this.links));
  }
}

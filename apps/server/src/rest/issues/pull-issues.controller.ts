import { Body, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { IssueLinks, IssueSnapshots, type FoundMergeRequest } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { MergeRequest, RequireMergeRequest } from '../pulls/require-merge-request.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { LinkedIssueJson, linkedIssueJson } from './json/issue-link-json.js';
import { IssueNumbers, SentIssueNumbers } from './issue-schemas.js';
import { Summary } from '../../http/described.js';

/** The issues that a merge request closes when it is merged. */
@RestController('repos/:owner/:repo/pulls/:number/issues')
@RequireMergeRequest('edit')
export class PullIssuesController {
  constructor(
    private readonly linked: IssueLinks,
    private readonly snapshots: IssueSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists the issues that a merge request closes')
  @RequireMergeRequest('read')
  @Answers(() => z.array(LinkedIssueJson()))
  list(@MergeRequest() found: FoundMergeRequest, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.page(found, page);
  }

  @Post()
  @Summary('Links issues to a merge request')
  @HttpCode(200)
  @Answers(() => z.array(LinkedIssueJson()))
  async link(
    @MergeRequest() found: FoundMergeRequest,
    @Body({ schema: SentIssueNumbers }) numbers: SentIssueNumbers,
    @Actor() actor: User,
  ) {
    await this.linked.link(found.target, found.row, numbers, actor);
    return this.page(found, ALL);
  }

  /** Clients send the numbers in the query or in the body. */
  @Delete()
  @Summary('Unlinks issues from a merge request')
  @HttpCode(204)
  async unlink(
    @MergeRequest() found: FoundMergeRequest,
    @Query({ schema: IssueNumbers }) asked: IssueNumbers,
    @Body({ schema: SentIssueNumbers }) numbers: SentIssueNumbers,
    @Actor() actor: User,
  ) {
    await this.linked.unlink(found.target, found.row, [...asked, ...numbers], actor);
  }

  private async page({ row }: FoundMergeRequest, page: PageQuery) {
    const { rows, total } = await this.linked.issuesOf(row, skipTake(page));
    const details = await this.snapshots.details(rows);
    return new Page(
      details.map((issue) => linkedIssueJson(issue, this.links)),
      { ...page, total },
    );
  }
}

const ALL: PageQuery = { page: 1, perPage: 100 };

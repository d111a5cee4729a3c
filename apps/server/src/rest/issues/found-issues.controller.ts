import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { IssueList, IssueSnapshots, RepositoryAccess, type IssueFilter, type IssueScope } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { RepoPath, skipTake, type PageQuery } from '../shared/schemas.js';
import { FoundIssueJson, foundIssueJson } from './json/found-issue-json.js';
import { FoundIssueQuery, IssueListQuery, SearchIssues } from './issue-schemas.js';
import { Summary } from '../../http/described.js';

/** Issues of many repositories that the caller may read. */
@RestController('')
export class FoundIssuesController {
  constructor(
    private readonly found: IssueList,
    private readonly snapshots: IssueSnapshots,
    private readonly access: RepositoryAccess,
    private readonly links: PublicLinks,
  ) {}

  /** Issues of an author or assignee. */
  @Get('user/issues')
  @Summary('Lists issues of the caller as author or assignee')
  @Answers(() => z.array(FoundIssueJson()))
  ofUser(
    @Query({ schema: FoundIssueQuery }) { page, filter, involved = 'either' }: FoundIssueQuery,
    @Actor() actor: User,
  ) {
    return this.page('everywhere', { ...filter, involved: { userId: actor.id, as: involved } }, actor, page);
  }

  @Get('orgs/:org/issues')
  @Summary('Lists issues of an organisation')
  @Answers(() => z.array(FoundIssueJson()))
  ofOrganisation(
    @Param('org') owner: string,
    @Query({ schema: FoundIssueQuery }) { page, filter, involved }: FoundIssueQuery,
    @Actor() actor: User,
  ) {
    // For an organisation, `all` is not limited to the caller's issues.
    const as = involved === 'either' ? undefined : involved;
    return this.page({ owner }, { ...filter, involved: as && { userId: actor.id, as } }, actor, page);
  }

  @Get('enterprises/:enterprise/issues')
  @Summary('Lists issues of an owner')
  @Answers(() => z.array(FoundIssueJson()))
  ofEnterprise(
    @Param('enterprise') owner: string,
    @Query({ schema: IssueListQuery }) { page, filter }: IssueListQuery,
    @Actor() actor: User,
  ) {
    return this.page({ owner }, filter, actor, page);
  }

  @Get('search/issues')
  @Summary('Searches issues')
  @Answers(() => z.array(FoundIssueJson()))
  async search(@Query({ schema: SearchIssues }) { page, filter, repo }: SearchIssues, @Actor() actor: User) {
    return this.page(await this.searched(repo, actor), filter, actor, page);
  }

  private async page(scope: IssueScope, filter: IssueFilter, actor: User, page: PageQuery) {
    const { rows, total } = await this.found.page(scope, filter, actor, skipTake(page));
    const details = await this.snapshots.details(rows);
    return new Page(
      details.map((issue) => foundIssueJson(issue, this.links)),
      { ...page, total },
    );
  }

  /** @throws ForgeError `not_found` */
  private async searched(name: string | undefined, actor: User): Promise<IssueScope> {
    if (name === undefined) return 'everywhere';
    const [owner = '', repo = ''] = name.split('/');
    const { id: repositoryId } = await this.access.find(RepoPath.parse({ owner, repo }), actor, 'read');
    return { repositoryId };
  }
}

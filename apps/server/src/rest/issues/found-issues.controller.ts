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
import {
  FoundIssueJson,
  foundIssueJson,
  SearchedIssueJson,
  searchedIssueJson,
  UserIssueJson,
  userIssueJson,
} from './json/found-issue-json.js';
import { FoundIssueQuery, IssueListQuery, SearchIssues } from './issue-schemas.js';
import { Summary } from '../../http/described.js';

interface Search {
  readonly scope: IssueScope;
  readonly filter: IssueFilter;
  readonly page: PageQuery;
}

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
  @Answers(() => z.array(UserIssueJson()))
  ofUser(
    @Query({ schema: FoundIssueQuery }) { page, filter, involved = 'either' }: FoundIssueQuery,
    @Actor() actor: User,
  ) {
    const own = { ...filter, involved: { userId: actor.id, as: involved } };
    return this.page({ scope: 'everywhere', filter: own, page }, actor, userIssueJson);
  }

  @Get('orgs/:org/issues')
  @Summary('Lists issues of an organisation')
  @Answers(() => z.array(SearchedIssueJson()))
  ofOrganisation(
    @Param('org') owner: string,
    @Query({ schema: FoundIssueQuery }) { page, filter, involved }: FoundIssueQuery,
    @Actor() actor: User,
  ) {
    // For an organisation, `all` is not limited to the caller's issues.
    const as = involved === 'either' ? undefined : involved;
    const asked = { ...filter, involved: as && { userId: actor.id, as } };
    return this.page({ scope: { owner }, filter: asked, page }, actor, searchedIssueJson);
  }

  @Get('enterprises/:enterprise/issues')
  @Summary('Lists issues of an owner')
  @Answers(() => z.array(FoundIssueJson()))
  ofEnterprise(
    @Param('enterprise') owner: string,
    @Query({ schema: IssueListQuery }) { page, filter }: IssueListQuery,
    @Actor() actor: User,
  ) {
    return this.page({ scope: { owner }, filter, page }, actor, foundIssueJson);
  }

  @Get('search/issues')
  @Summary('Searches issues')
  @Answers(() => z.array(SearchedIssueJson()))
  async search(@Query({ schema: SearchIssues }) { page, filter, repo }: SearchIssues, @Actor() actor: User) {
    return this.page({ scope: await this.searched(repo, actor), filter, page }, actor, searchedIssueJson);
  }

  private async page({ scope, filter, page }: Search, actor: User, json: typeof foundIssueJson) {
    const { rows, total } = await this.found.page(scope, filter, actor, skipTake(page));
    const details = await this.snapshots.details(rows);
    return new Page(
      details.map((issue) => json(issue, this.links)),
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

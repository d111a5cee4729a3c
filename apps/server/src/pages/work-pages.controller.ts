import { Controller, Get } from '@nestjs/common';
import { fullName, type Repository, type User } from '#domain';
import { IssueList, MergeRequests, Releases } from '#forge';
import { Actor } from '../http/actor.js';
import { Repo, RequireAccess } from '../http/require-access.js';
import { workPage } from './page-text.js';
import { WebPage } from './shell/web-page.js';

const NEWEST = { skip: 0, take: 100 };

/** What people have to do with a repository: its newest merge requests, issues and releases. */
@Controller(':owner/:repo')
@RequireAccess('read')
export class WorkPagesController {
  constructor(
    private readonly requests: MergeRequests,
    private readonly issueList: IssueList,
    private readonly releaseList: Releases,
  ) {}

  @Get(['merge_requests', 'pulls'])
  @WebPage()
  async mergeRequests(@Repo() repository: Repository) {
    const { rows, total } = await this.requests.list(
      repository,
      { sort: 'created', direction: 'desc' },
      NEWEST,
    );
    return workPage(`${fullName(repository)}: merge requests`, '!', rows, total);
  }

  @Get('issues')
  @WebPage()
  async issues(@Repo() repository: Repository, @Actor() actor: User) {
    const { rows, total } = await this.issueList.page(
      { repositoryId: repository.id },
      { sort: 'created', direction: 'DESC' },
      actor,
      NEWEST,
    );
    return workPage(`${fullName(repository)}: issues`, '#', rows, total);
  }

  @Get('releases')
  @WebPage()
  async releases(@Repo() repository: Repository) {
    const { rows, total } = await this.releaseList.list(repository, NEWEST);
    const shown = rows.map(({ id: iid, tag: title, name: state }) => ({ iid, title, state }));
    return workPage(`${fullName(repository)}: releases`, '', shown, total);
  }
}

import { Controller, Get, Param } from '@nestjs/common';
import { fullName, type Repository, type User } from '#domain';
import { IssueList, Issues, IssueSnapshots } from '#forge';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { IssueNumber } from '../../rest/issues/issue-schemas.js';
import { PageNotes } from '../notes/page-notes.js';
import { WebPage } from '../shell/web-page.js';
import { issuePage, workPage } from './work-page-text.js';

const NEWEST = { skip: 0, take: 100 };

/** The newest issues of a repository, and one. */
@Controller(':owner/:repo/issues')
@RequireAccess('read')
export class IssuePagesController {
  constructor(
    private readonly issueList: IssueList,
    private readonly issues: Issues,
    private readonly facts: IssueSnapshots,
    private readonly notes: PageNotes,
  ) {}

  @Get()
  @WebPage()
  async list(@Repo() repository: Repository, @Actor() actor: User) {
    const scope = { repositoryId: repository.id };
    const order = { sort: 'created', direction: 'DESC' } as const;
    const { rows, total } = await this.issueList.page(scope, order, actor, NEWEST);
    return workPage(`${fullName(repository)}: issues`, '#', rows, total);
  }

  @Get(':number')
  @WebPage()
  async one(@Repo() repository: Repository, @Param({ schema: IssueNumber }) { number }: IssueNumber) {
    const row = await this.issues.get(repository, number);
    const notes = await this.notes.on(repository, { issueId: row.id });
    return issuePage(await this.facts.one(row), notes);
  }
}

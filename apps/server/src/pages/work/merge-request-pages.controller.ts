import { Controller, Get } from '@nestjs/common';
import { fullName, type Repository } from '#domain';
import { MergeRequests, MergeRequestSnapshots, type FoundMergeRequest } from '#forge';
import { History } from '#git';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { MergeRequest, RequireMergeRequest } from '../../rest/pulls/require-merge-request.js';
import { PageNotes } from '../notes/page-notes.js';
import { WebPage } from '../shell/web-page.js';
import { mergeRequestPage, workPage } from './work-page-text.js';

const NEWEST = { skip: 0, take: 100 };
const NEWEST_COMMITS = 20;

/** The newest merge requests into a repository, and one. */
@Controller(':owner/:repo')
export class MergeRequestPagesController {
  constructor(
    private readonly requests: MergeRequests,
    private readonly facts: MergeRequestSnapshots,
    private readonly history: History,
    private readonly notes: PageNotes,
  ) {}

  @Get(['merge_requests', 'pulls'])
  @WebPage()
  @RequireAccess('read')
  async list(@Repo() repository: Repository) {
    const order = { sort: 'created', direction: 'desc' } as const;
    const { rows, total } = await this.requests.list(repository, order, NEWEST);
    return workPage(`${fullName(repository)}: merge requests`, '!', rows, total);
  }

  @Get(['merge_requests/:number', 'pulls/:number'])
  @WebPage()
  @RequireMergeRequest('read')
  async one(@MergeRequest() { target, row }: FoundMergeRequest) {
    const details = await this.facts.one(row);
    const notes = await this.notes.on(target, { mergeRequestId: row.id });
    const query = { revision: row.headSha, excluded: details.baseSha, skip: 0, take: NEWEST_COMMITS };
    const { commits } = await this.history.page(target, query);
    return mergeRequestPage(details, commits, notes);
  }
}

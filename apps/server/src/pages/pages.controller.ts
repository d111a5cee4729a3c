import { Controller, Get, Param } from '@nestjs/common';
import { fullName, type Repository } from '#domain';
import {
  Issues,
  IssueSnapshots,
  MergeRequestSnapshots,
  Notes,
  Repositories,
  Users,
  type FoundMergeRequest,
  type NoteFilter,
} from '#forge';
import { Diffs, History } from '#git';
import { PublicLinks } from '../http/public-links.js';
import { Repo, RequireAccess } from '../http/require-access.js';
import { IssueNumber } from '../rest/issues/issue-schemas.js';
import { MergeRequest, RequireMergeRequest } from '../rest/pulls/require-merge-request.js';
import { WebPage } from './shell/web-page.js';
import {
  commitPage,
  issuePage,
  mergeRequestPage,
  repositoryPage,
  type ShownNote,
  type ShownNotes,
} from './page-text.js';

const MOST_NOTES = 1_000;
/** More than anybody reads is left out. */
const LONGEST_NOTES = 1_000_000;
const NOTES_AT_ONCE = 20;
const NEWEST_COMMITS = 20;

/** What the addresses in payloads lead to. Plain text: nothing that came out of a repository is ever rendered. */
@Controller(':owner/:repo')
export class PagesController {
  constructor(
    private readonly repositories: Repositories,
    private readonly facts: MergeRequestSnapshots,
    private readonly issues: Issues,
    private readonly issueFacts: IssueSnapshots,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly history: History,
    private readonly diffs: Diffs,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @WebPage()
  @RequireAccess('read')
  async repository(@Repo() repository: Repository) {
    const { commits } = await this.history.page(repository, { skip: 0, take: NEWEST_COMMITS });
    return repositoryPage(await this.repositories.details(repository), commits, this.links);
  }

  @Get(['commits/:sha', 'commits/detail/:sha', 'commit/:sha'])
  @WebPage()
  @RequireAccess('read')
  async commit(@Repo() repository: Repository, @Param('sha') revision: string) {
    const commit = await this.history.get(repository, revision);
    const [base = null] = commit.parents;
    const files = await this.diffs.files(repository, { base, head: commit.sha });
    const notes = await this.shown(repository, { commitSha: commit.sha });
    return commitPage(fullName(repository), commit, files, notes);
  }

  @Get(['merge_requests/:number', 'pulls/:number'])
  @WebPage()
  @RequireMergeRequest('read')
  async mergeRequest(@MergeRequest() { target, row }: FoundMergeRequest) {
    const details = await this.facts.one(row);
    const notes = await this.shown(target, { mergeRequestId: row.id });
    const query = { revision: row.headSha, excluded: details.baseSha, skip: 0, take: NEWEST_COMMITS };
    const { commits } = await this.history.page(target, query);
    return mergeRequestPage(details, commits, notes);
  }

  @Get('issues/:number')
  @WebPage()
  @RequireAccess('read')
  async issue(@Repo() repository: Repository, @Param({ schema: IssueNumber }) { number }: IssueNumber) {
    const row = await this.issues.get(repository, number);
    const notes = await this.shown(repository, { issueId: row.id });
    return issuePage(await this.issueFacts.one(row), notes);
  }

  /** The first comments, oldest first, as far as they are not too long together; a few are read at a time. */
  private async shown(repository: Repository, on: NoteFilter['on']): Promise<ShownNotes> {
    const shown: ShownNote[] = [];
    let characters = 0;
    for (;;) {
      const page = { skip: shown.length, take: NOTES_AT_ONCE, order: 'ASC' } as const;
      const { rows, total } = await this.notes.list(repository, { on }, page);
      for (const { id, authorId, body } of rows) {
        characters += body.length;
        if (shown.length > 0 && characters > LONGEST_NOTES) break;
        shown.push({ id, author: (await this.users.known(authorId)).login, body });
      }
      if (rows.length < NOTES_AT_ONCE || shown.length < page.skip + rows.length || shown.length >= MOST_NOTES)
        return { shown, leftOut: Math.max(0, total - shown.length) };
    }
  }
}

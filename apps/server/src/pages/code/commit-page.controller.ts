import { Controller, Get, Param } from '@nestjs/common';
import { fullName, type Repository } from '#domain';
import { Diffs, History } from '#git';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { PageNotes } from '../notes/page-notes.js';
import { WebPage } from '../shell/web-page.js';
import { commitPage } from './code-page-text.js';

/** What the address of a commit leads to. Plain text: nothing that came out of a repository is ever rendered. */
@Controller(':owner/:repo')
@RequireAccess('read')
export class CommitPageController {
  constructor(
    private readonly history: History,
    private readonly diffs: Diffs,
    private readonly notes: PageNotes,
  ) {}

  @Get(['commits/:sha', 'commits/detail/:sha', 'commit/:sha'])
  @WebPage()
  async commit(@Repo() repository: Repository, @Param('sha') revision: string) {
    const commit = await this.history.get(repository, revision);
    const [base = null] = commit.parents;
    const files = await this.diffs.files(repository, { base, head: commit.sha });
    const notes = await this.notes.on(repository, { commitSha: commit.sha });
    return commitPage(fullName(repository), commit, files, notes);
  }
}

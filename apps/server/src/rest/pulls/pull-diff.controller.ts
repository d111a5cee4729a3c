import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { MergeRequestDiffs, MergeRequestSnapshots, Users, type FoundMergeRequest } from '#forge';
import { History } from '#git';
import { PublicLinks } from '../../http/public-links.js';
import { Page } from '../shared/page.js';
import { PullCommitJson, pullCommitJson, PullFileJson, pullFileJson } from './json/pull-diff-json.js';
import { PullFilesJson, pullFilesJson } from './json/pull-files-json.js';
import { LongPage } from './pull-schemas.js';
import { MergeRequest, RequireMergeRequest } from './require-merge-request.js';
import { readableFile } from '../shared/json/file-links.js';
import { skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** The commits and files of a merge request. */
@RestController('repos/:owner/:repo/pulls/:number')
@RequireMergeRequest('read')
export class PullDiffController {
  constructor(
    private readonly facts: MergeRequestSnapshots,
    private readonly changes: MergeRequestDiffs,
    private readonly users: Users,
    private readonly history: History,
    private readonly links: PublicLinks,
  ) {}

  /** Newest first. */
  @Get('commits')
  @Summary('Lists the commits of a merge request')
  @Answers(() => z.array(PullCommitJson()))
  async commits(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Query({ schema: LongPage }) page: LongPage,
  ) {
    const query = {
      revision: row.headSha,
      excluded: await this.facts.baseSha(row, target),
      ...skipTake(page),
    };
    const { commits, total } = await this.history.page(target, query);
    const emails = commits.flatMap(({ author, committer }) => [author.email, committer.email]);
    const around = { at: target, links: this.links, accounts: await this.users.byEmails(emails) };
    const items = commits.map((commit) => pullCommitJson(commit, around));
    return new Page(items, { ...page, total });
  }

  @Get('files')
  @Summary('Lists the files that a merge request changes')
  @Answers(() => z.array(PullFileJson()))
  async files(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Query({ schema: LongPage }) page: LongPage,
  ) {
    const { base, head, files } = await this.changes.of(row, target);
    const ends = { before: base, after: head };
    const { skip, take } = skipTake(page);
    const shown = files.slice(skip, skip + take);
    const items = shown.map((file) => pullFileJson(file, target, readableFile(file, ends), this.links));
    return new Page(items, { ...page, total: files.length });
  }

  /** All files with their lines, in one answer. */
  @Get('files.json')
  @Summary('Shows all files of a merge request with their lines')
  @Answers(PullFilesJson)
  async allFiles(@MergeRequest() { target, row }: FoundMergeRequest) {
    return pullFilesJson(await this.changes.of(row, target), target, this.links);
  }
}

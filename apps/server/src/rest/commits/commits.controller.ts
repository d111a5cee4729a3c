import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, RepositoryPath } from '#domain';
import { Users } from '#forge';
import { Comparisons, Diffs, History, type CommitDetails } from '#git';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import {
  ComparisonJson,
  comparisonJson,
  ListedCommitJson,
  listedCommitJson,
  type Surroundings,
} from './commit-json.js';
import { CommitJson, commitJson } from './single-commit-json.js';
import { CommitFilter, Compared, ComparedFiles, ShowDiff } from './commit-schemas.js';
import { Page } from '../shared/page.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class CommitsController {
  constructor(
    private readonly history: History,
    private readonly diffs: Diffs,
    private readonly comparisons: Comparisons,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get('commits')
  @Summary('Lists commits')
  @Answers(() => z.array(ListedCommitJson()))
  async list(
    @Repo() repository: Repository,
    @Query({ schema: CommitFilter }) filter: CommitFilter,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    const { commits, total } = await this.history.page(repository, { ...filter, ...skipTake(page) });
    const around = await this.around(repository, commits);
    const items = commits.map((commit) => listedCommitJson(commit, around));
    return new Page(items, { ...page, total });
  }

  @Get('commits/:sha')
  @Summary('Shows a commit and its files')
  @Answers(CommitJson)
  async get(
    @Repo() repository: Repository,
    @Param('sha') revision: string,
    @Query({ schema: ShowDiff }) { isDiffShown }: ShowDiff,
  ) {
    const commit = await this.history.get(repository, revision);
    const [base = null] = commit.parents;
    const files = await this.diffs.files(repository, { base, head: commit.sha });
    return commitJson(commit, files, isDiffShown, await this.around(repository, [commit]));
  }

  @Get('compare/:range')
  @Summary('Compares two revisions')
  @Answers(ComparisonJson)
  async compare(
    @Repo() repository: Repository,
    @Param({ schema: Compared }) compared: Compared,
    @Query({ schema: ComparedFiles }) { from, suffix }: ComparedFiles,
  ) {
    const comparison = await this.comparisons.compare(repository, { ...compared, from });
    const { base, head, mergeBase, commits } = comparison;
    const around = await this.around(repository, [base, head, ...commits, ...(mergeBase ? [mergeBase] : [])]);
    const files = comparison.files.filter(({ newPath }) => newPath.endsWith(suffix));
    return comparisonJson({ ...comparison, files }, around);
  }

  /** Finds the users of all these commits in one query. */
  private async around(at: RepositoryPath, commits: readonly CommitDetails[]): Promise<Surroundings> {
    const emails = commits.flatMap(({ author, committer }) => [author.email, committer.email]);
    return { at, links: this.links, accounts: await this.users.byEmails(emails) };
  }
}

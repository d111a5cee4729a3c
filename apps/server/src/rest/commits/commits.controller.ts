import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RepositoryPath, User } from '#domain';
import { RepositoryAccess, Users } from '#forge';
import { Comparisons, Diffs, History, type CommitDetails } from '#git';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { commitJson, comparisonJson, listedCommitJson, type Surroundings } from './commit-json.js';
import { CommitFilter, Compared, ComparedFiles, ShowDiff } from './commit-schemas.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { Page, RepoPath, skipTake } from '../shared/schemas.js';

@Controller('api/v5/repos/:owner/:repo')
@UseGuards(Authenticated)
export class CommitsController {
  constructor(
    private readonly history: History,
    private readonly diffs: Diffs,
    private readonly comparisons: Comparisons,
    private readonly access: RepositoryAccess,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get('commits')
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query({ schema: CommitFilter }) filter: CommitFilter,
    @Query({ schema: Page }) page: Page,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const repository = await this.access.toRead(at, actor);
    const { commits, total } = await this.history.page(repository, { ...filter, ...skipTake(page) });
    setPageHeaders(request, reply, { ...page, total, shown: commits.length, links: this.links });
    const around = await this.around(repository, commits);
    return commits.map((commit) => listedCommitJson(commit, around));
  }

  @Get('commits/:sha')
  async get(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param('sha') revision: string,
    @Query({ schema: ShowDiff }) shown: ShowDiff,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toRead(at, actor);
    const commit = await this.history.get(repository, revision);
    const [base = null] = commit.parents;
    const files = await this.diffs.files(repository, { base, head: commit.sha, from: 'base' });
    return commitJson(commit, files, { at: repository, links: this.links, ...shown });
  }

  @Get('compare/:range')
  async compare(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: Compared }) compared: Compared,
    @Query({ schema: ComparedFiles }) { from, suffix }: ComparedFiles,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toRead(at, actor);
    const comparison = await this.comparisons.compare(repository, { ...compared, from });
    const { base, head, mergeBase, commits } = comparison;
    const around = await this.around(repository, [base, head, ...commits, ...(mergeBase ? [mergeBase] : [])]);
    const files = comparison.files.filter(({ newPath }) => newPath.endsWith(suffix));
    return comparisonJson({ ...comparison, files }, around);
  }

  /** One look for all the people who are named in these commits. */
  private async around(at: RepositoryPath, commits: readonly CommitDetails[]): Promise<Surroundings> {
    const emails = commits.flatMap(({ author, committer }) => [author.email, committer.email]);
    return { at, links: this.links, accounts: await this.users.byEmails(emails) };
  }
}

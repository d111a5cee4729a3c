import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '#domain';
import { MergeRequestAccess, MergeRequestSnapshots, Users } from '#forge';
import { Diffs, History } from '#git';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { pullCommitJson, pullFileJson } from './pull-diff-json.js';
import { LongPage, PullNumber } from './pull-schemas.js';
import { RepoPath, skipTake } from '../shared/schemas.js';

/** What a merge request brings. */
@Controller('api/v5/repos/:owner/:repo/pulls/:number')
@UseGuards(Authenticated)
export class PullDiffController {
  constructor(
    private readonly access: MergeRequestAccess,
    private readonly facts: MergeRequestSnapshots,
    private readonly users: Users,
    private readonly history: History,
    private readonly diffs: Diffs,
    private readonly links: PublicLinks,
  ) {}

  /** Newest first. */
  @Get('commits')
  async commits(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Query({ schema: LongPage }) page: LongPage,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { target, base, head } = await this.sides(at, number, actor);
    const query = { revision: head, excluded: base, ...skipTake(page) };
    const { commits, total } = await this.history.page(target, query);
    setPageHeaders(request, reply, { ...page, total, shown: commits.length, links: this.links });
    const emails = commits.flatMap(({ author, committer }) => [author.email, committer.email]);
    const around = { at: target, links: this.links, accounts: await this.users.byEmails(emails) };
    return commits.map((commit) => pullCommitJson(commit, around));
  }

  @Get('files')
  async files(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Query({ schema: LongPage }) page: LongPage,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { target, base, head } = await this.sides(at, number, actor);
    const files = await this.diffs.files(target, { base, head, from: 'merge-base' });
    setPageHeaders(request, reply, { ...page, total: files.length, links: this.links });
    const { skip, take } = skipTake(page);
    return files.slice(skip, skip + take).map((file) => pullFileJson(file, { target, head }, this.links));
  }

  private async sides(at: RepoPath, number: number, actor: User) {
    const { target, row } = await this.access.toRead(at, number, actor);
    return { target, base: await this.facts.baseSha(row, target), head: row.headSha };
  }
}

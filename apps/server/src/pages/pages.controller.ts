import { applyDecorators, Controller, Get, Header, Param, UseGuards } from '@nestjs/common';
import { fullName, type User } from '#domain';
import { MergeRequestAccess, MergeRequestFacts, Notes, Repositories, RepositoryAccess, Users } from '#forge';
import { Diffs, History } from '#git';
import { Actor, Authenticated } from '../actor.js';
import { GitPath } from '../git-http/git-path.js';
import { PublicLinks } from '../public-links.js';
import { PullNumber } from '../rest/pull-schemas.js';
import { commitPage, mergeRequestPage, repositoryPage, type ShownNote } from './page-text.js';

const MOST_NOTES = 1_000;
const NEWEST_COMMITS = 20;

const PlainText = () =>
  applyDecorators(
    Header('Content-Type', 'text/plain; charset=utf-8'),
    Header('X-Content-Type-Options', 'nosniff'),
  );

/** What the addresses in payloads lead to. Plain text: nothing that came out of a repository is ever rendered. */
@Controller(':owner/:repository')
@UseGuards(Authenticated)
export class PagesController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly requests: MergeRequestAccess,
    private readonly repositories: Repositories,
    private readonly facts: MergeRequestFacts,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly history: History,
    private readonly diffs: Diffs,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @PlainText()
  async repository(@Param({ schema: GitPath }) at: GitPath, @Actor() actor: User) {
    const repository = await this.access.toRead(at, actor);
    const { commits } = await this.history.page(repository, { skip: 0, take: NEWEST_COMMITS });
    return repositoryPage(await this.repositories.details(repository), commits, this.links);
  }

  @Get(['commits/:sha', 'commits/detail/:sha', 'commit/:sha'])
  @PlainText()
  async commit(
    @Param({ schema: GitPath }) at: GitPath,
    @Param('sha') revision: string,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toRead(at, actor);
    const commit = await this.history.get(repository, revision);
    const [base = null] = commit.parents;
    const files = await this.diffs.files(repository, { base, head: commit.sha, from: 'base' });
    const page = { skip: 0, take: MOST_NOTES, order: 'ASC' } as const;
    const { rows } = await this.notes.list(repository, { on: { commitSha: commit.sha } }, page);
    return commitPage(fullName(repository), commit, files, await this.shown(rows));
  }

  @Get(['merge_requests/:number', 'pulls/:number'])
  @PlainText()
  async mergeRequest(
    @Param({ schema: GitPath }) at: GitPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Actor() actor: User,
  ) {
    const { target, row } = await this.requests.toRead(at, number, actor);
    const details = await this.facts.details(row);
    const page = { skip: 0, take: MOST_NOTES, order: 'ASC' } as const;
    const { rows } = await this.notes.list(target, { on: { mergeRequestId: row.id } }, page);
    const query = { revision: row.headSha, excluded: details.baseSha, skip: 0, take: NEWEST_COMMITS };
    const { commits } = await this.history.page(target, query);
    return mergeRequestPage(details, commits, await this.shown(rows));
  }

  private shown(rows: readonly { readonly id: number; readonly authorId: number; readonly body: string }[]) {
    return Promise.all(
      rows.map(async ({ id, authorId, body }): Promise<ShownNote> => {
        const author = await this.users.known(authorId);
        return { id, author: author.login, body };
      }),
    );
  }
}

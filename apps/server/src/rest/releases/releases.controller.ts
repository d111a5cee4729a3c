import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Attachments, Releases, Users, type ReleaseRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { ChangedReleaseJson, changedReleaseJson, ReleaseJson, releaseJson } from './release-json.js';
import { ChangeRelease, CreateRelease } from './release-schemas.js';
import { Summary } from '../../http/described.js';

/** Releases, addressed by their tag or id. */
@RestController('repos/:owner/:repo/releases')
@RequireAccess('read')
export class ReleasesController {
  constructor(
    private readonly releases: Releases,
    private readonly attachments: Attachments,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists releases')
  @Answers(() => z.array(ReleaseJson()))
  async list(@Repo() repository: Repository, @Query({ schema: PageQuery }) page: PageQuery) {
    const { rows, total } = await this.releases.list(repository, skipTake(page));
    return new Page(await this.shown(repository, rows), { ...page, total });
  }

  @Post()
  @Summary('Creates a release')
  @RequireAccess('push')
  @HttpCode(200)
  @Answers(ReleaseJson)
  async create(
    @Repo() repository: Repository,
    @Body({ schema: CreateRelease }) release: CreateRelease,
    @Actor() actor: User,
  ) {
    return this.one(repository, await this.releases.create(repository, release, actor));
  }

  @Get('latest')
  @Summary('Shows the newest release')
  @Answers(ReleaseJson)
  async latest(@Repo() repository: Repository) {
    return this.one(repository, await this.releases.latest(repository));
  }

  @Get('tags/:tag')
  @Summary('Shows the release of a tag')
  @Answers(ReleaseJson)
  async ofTag(@Repo() repository: Repository, @Param('tag') tag: string) {
    return this.one(repository, await this.releases.ofTag(repository, tag));
  }

  @Get(':release')
  @Summary('Shows a release')
  @Answers(ReleaseJson)
  async get(@Repo() repository: Repository, @Param('release') named: string) {
    return this.one(repository, await this.releases.get(repository, named));
  }

  /** The reference has an id here, where other calls have a tag. */
  @Patch(':release')
  @Summary('Changes a release')
  @RequireAccess('push')
  @Answers(ChangedReleaseJson)
  async change(
    @Repo() repository: Repository,
    @Param('release') named: string,
    @Body({ schema: ChangeRelease }) changes: ChangeRelease,
    @Actor() actor: User,
  ) {
    const row = await this.releases.getById(repository, named);
    const changed = await this.releases.change(repository, row, changes, actor);
    return this.one(repository, changed, changedReleaseJson);
  }

  @Delete(':release')
  @Summary('Deletes a release')
  @RequireAccess('push')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Param('release') named: string) {
    await this.releases.delete(await this.releases.get(repository, named));
  }

  private async one(at: Repository, row: ReleaseRow, json = releaseJson): Promise<ReleaseJson | undefined> {
    const [shown] = await this.shown(at, [row], json);
    return shown;
  }

  private async shown(
    at: Repository,
    rows: readonly ReleaseRow[],
    json = releaseJson,
  ): Promise<ReleaseJson[]> {
    const attachments = await this.attachments.of(rows);
    const items = rows.map(async (row) => {
      const author = await this.users.known(row.authorId);
      return json(row, { at, author, attachments: attachments.get(row.id) ?? [] }, this.links);
    });
    return Promise.all(items);
  }
}

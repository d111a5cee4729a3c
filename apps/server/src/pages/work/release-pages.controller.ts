import { Controller, Get, Param } from '@nestjs/common';
import { fullName, type Repository } from '#domain';
import { Attachments, Releases } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { attachmentJson } from '../../rest/releases/release-json.js';
import { WebPage } from '../shell/web-page.js';
import { releasePage, releasesPage } from './work-page-text.js';

const NEWEST = { skip: 0, take: 100 };

/** The newest releases of a repository, and the one of a tag. */
@Controller(':owner/:repo/releases')
@RequireAccess('read')
export class ReleasePagesController {
  constructor(
    private readonly releases: Releases,
    private readonly attachments: Attachments,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @WebPage()
  async list(@Repo() repository: Repository) {
    const { rows, total } = await this.releases.list(repository, NEWEST);
    return releasesPage(fullName(repository), rows, total);
  }

  @Get(':tag')
  @WebPage()
  async one(@Repo() repository: Repository, @Param('tag') tag: string) {
    const row = await this.releases.ofTag(repository, tag);
    const attachments = (await this.attachments.of([row])).get(row.id) ?? [];
    const files = attachments.map((file) => attachmentJson(file, { at: repository, tag }, this.links));
    return releasePage(fullName(repository), row, files);
  }
}

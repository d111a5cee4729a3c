import { Controller, Get } from '@nestjs/common';
import type { Repository } from '#domain';
import { Repositories } from '#forge';
import { History } from '#git';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { WebPage } from '../shell/web-page.js';
import { repositoryPage } from './repository-page-text.js';

const NEWEST = { skip: 0, take: 20 };

/** What the address of a repository leads to. */
@Controller(':owner/:repo')
@RequireAccess('read')
export class RepositoryPageController {
  constructor(
    private readonly repositories: Repositories,
    private readonly history: History,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @WebPage()
  async repository(@Repo() repository: Repository) {
    const { commits } = await this.history.page(repository, NEWEST);
    return repositoryPage(await this.repositories.details(repository), commits, this.links);
  }
}

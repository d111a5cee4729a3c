import { Controller, Get, Param } from '@nestjs/common';
import type { Repository } from '#domain';
import { Hooks } from '#webhooks';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { PathId } from '../../rest/shared/schemas.js';
import { hookPage, hooksPage } from './hook-page-text.js';
import { WebPage } from '../shell/web-page.js';

const MOST_HOOKS = 1_000;

/** The webhooks of a repository, for those who administer it. Their secrets are not shown. */
@Controller(':owner/:repo/hooks')
@RequireAccess('administer')
export class HookPagesController {
  constructor(
    private readonly hooks: Hooks,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @WebPage()
  async list(@Repo() repository: Repository) {
    const { hooks } = await this.hooks.list(repository.id, { skip: 0, take: MOST_HOOKS });
    return hooksPage(repository, hooks, this.links);
  }

  @Get(':id')
  @WebPage()
  async one(@Repo() repository: Repository, @Param({ schema: PathId }) { id }: PathId) {
    return hookPage(repository, await this.hooks.get(repository.id, id), this.links);
  }
}

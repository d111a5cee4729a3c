import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import type { User } from '#domain';
import { Organisations, RepositoryLists } from '#forge';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { ownerPage } from './repository-page-text.js';
import { WebPage } from '../shell/web-page.js';

const MOST_REPOSITORIES = 1_000;

/** Where the address of a user or an organisation leads: what they own. */
@Controller(':owner')
@UseGuards(Authenticated)
export class OwnerPageController {
  constructor(
    private readonly organisations: Organisations,
    private readonly lists: RepositoryLists,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @WebPage()
  async owner(@Param('owner') path: string, @Actor() actor: User) {
    const owner = await this.organisations.namespace(path);
    const { found } = await this.lists.page({ owner }, actor, { skip: 0, take: MOST_REPOSITORIES });
    return ownerPage(
      owner,
      found.map(({ repository }) => repository),
      this.links,
    );
  }
}

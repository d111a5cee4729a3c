import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Organisations, RepositoryLists, Users, type RepositoryFilter } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../../rest/shared/answers.js';
import { Page } from '../../rest/shared/page.js';
import { skipTake } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderPageQuery } from '../shared/page-query.js';
import { OlderRepositoryJson, olderRepositoryJson } from './repository-json.js';
import { Summary } from '../../http/described.js';

/** Repositories of a user or an organisation, by name. */
@OlderController('')
export class OlderRepositoryListsController {
  constructor(
    private readonly users: Users,
    private readonly organisations: Organisations,
    private readonly lists: RepositoryLists,
    private readonly links: PublicLinks,
  ) {}

  @Get('user/repos')
  @Summary("Lists the caller's repositories")
  @Answers(() => z.array(OlderRepositoryJson()))
  own(@Query({ schema: OlderPageQuery }) page: OlderPageQuery, @Actor() actor: User) {
    return this.page({ of: actor }, actor, page);
  }

  @Get('users/:username/repos')
  @Summary('Lists the repositories of a user')
  @Answers(() => z.array(OlderRepositoryJson()))
  async ofUser(
    @Param('username') login: string,
    @Query({ schema: OlderPageQuery }) page: OlderPageQuery,
    @Actor() actor: User,
  ) {
    return this.page({ of: await this.users.byLogin(login) }, actor, page);
  }

  @Get('orgs/:org/repos')
  @Summary('Lists the repositories of an organisation')
  @Answers(() => z.array(OlderRepositoryJson()))
  async ofOrganisation(
    @Param('org') path: string,
    @Query({ schema: OlderPageQuery }) page: OlderPageQuery,
    @Actor() actor: User,
  ) {
    return this.page({ owner: await this.organisations.get(path) }, actor, page);
  }

  private async page(filter: RepositoryFilter, viewer: User, page: OlderPageQuery) {
    const { found, total } = await this.lists.page(filter, viewer, skipTake(page));
    return new Page(
      found.map(({ repository }) => olderRepositoryJson(repository, this.links)),
      { ...page, total },
    );
  }
}

import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Organisations, Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { ListedOrganisationJson, listedOrganisationJson } from '../organisations/organisation-json.js';
import { ListedRepositories } from '../repositories/listed-repositories.js';
import { RepositoryListQuery } from '../repositories/repository-list-schemas.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { UserJson, userJson } from '../shared/json/user-json.js';
import { Answers } from '../shared/answers.js';
import { ListedRepositoryJson } from '../shared/json/listed-repository-json.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { Summary, Values } from '../../http/described.js';

/** Users as other users see them. */
@RestController('users')
export class UsersController {
  constructor(
    private readonly users: Users,
    private readonly organisations: Organisations,
    private readonly repositories: ListedRepositories,
    private readonly links: PublicLinks,
  ) {}

  @Get(':username')
  @Summary('Shows a user')
  @Answers(UserJson)
  async get(@Param('username') login: string) {
    return userJson(await this.users.byLogin(login), this.links);
  }

  @Get(':username/repos')
  @Summary('Lists the repositories of a user')
  @Answers(() => z.array(ListedRepositoryJson()))
  async repositoriesOf(
    @Param('username') login: string,
    @Query({ schema: RepositoryListQuery }) { filter, page }: RepositoryListQuery,
    @Actor() actor: User,
  ) {
    const of = await this.users.byLogin(login);
    return this.repositories.page({ ...filter, of }, actor, page);
  }

  @Get(':username/orgs')
  @Summary('Lists the organisations of a user')
  @Answers(() => z.array(ListedOrganisationJson()))
  async organisationsOf(@Param('username') login: string, @Query({ schema: PageQuery }) page: PageQuery) {
    const user = await this.users.byLogin(login);
    const { rows, total } = await this.organisations.ofUser(user, { isAdmin: false, ...skipTake(page) });
    return new Page(rows.map(listedOrganisationJson), { ...page, total });
  }

  /** This server has neither followers nor stars. */
  @Get([':username/followers', ':username/following', ':username/starred', ':username/subscriptions'])
  @Summary('Lists followers of a user, users that they follow, and their stars')
  @Values('empty')
  @Answers(EmptyListJson)
  async followers(@Param('username') login: string, @Query({ schema: PageQuery }) page: PageQuery) {
    await this.users.byLogin(login);
    return new Page([], { ...page, total: 0 });
  }
}

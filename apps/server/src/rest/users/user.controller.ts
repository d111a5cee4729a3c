import { Body, Get, Patch, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Organisations, Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { OwnOrganisationJson, ownOrganisationJson } from '../organisations/organisation-json.js';
import { AdminOnly } from '../organisations/organisation-schemas.js';
import { ListedRepositories } from '../repositories/listed-repositories.js';
import { RepositoryListQuery } from '../repositories/repository-list-schemas.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { UserJson, userJson } from '../shared/json/user-json.js';
import { ChangeUser, NamespaceQuery } from './user-schemas.js';
import { Answers } from '../shared/answers.js';
import { ListedRepositoryJson } from '../shared/json/listed-repository-json.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { EmailJson, emailJson, NamespaceJson, namespaceJson } from './current-user-json.js';
import { Summary, Values } from '../../http/described.js';

/** The caller. */
@RestController('')
export class UserController {
  constructor(
    private readonly users: Users,
    private readonly organisations: Organisations,
    private readonly repositories: ListedRepositories,
    private readonly links: PublicLinks,
  ) {}

  @Get('user')
  @Summary('Shows the user of the token')
  @Answers(UserJson)
  get(@Actor() actor: User) {
    return userJson(actor, this.links);
  }

  @Patch('user')
  @Summary("Changes the caller's name and e-mail address")
  @Answers(UserJson)
  async change(@Body({ schema: ChangeUser }) changes: ChangeUser, @Actor() actor: User) {
    return userJson(await this.users.change(actor, changes), this.links);
  }

  @Get('user/repos')
  @Summary("Lists the caller's repositories")
  @Answers(() => z.array(ListedRepositoryJson()))
  repositoriesOf(
    @Query({ schema: RepositoryListQuery }) { filter, page }: RepositoryListQuery,
    @Actor() actor: User,
  ) {
    return this.repositories.page({ ...filter, of: actor }, actor, page);
  }

  @Get(['emails', 'user/emails'])
  @Summary("Lists the caller's e-mail addresses")
  @Answers(() => z.array(EmailJson()))
  emails(@Actor() actor: User) {
    return [emailJson(actor)];
  }

  @Get('user/namespace')
  @Summary('Shows an owner by its path')
  @Answers(NamespaceJson)
  async namespace(@Query({ schema: NamespaceQuery }) { path }: NamespaceQuery) {
    return namespaceJson(await this.organisations.namespace(path), this.links);
  }

  @Get('user/namespaces')
  @Summary("Lists the caller's own path and their organisations")
  @Answers(() => z.array(NamespaceJson()))
  async namespaces(@Query({ schema: PageQuery }) page: PageQuery, @Actor() actor: User) {
    const { rows, total } = await this.organisations.namespacesOf(actor, skipTake(page));
    return new Page(
      rows.map((row) => namespaceJson(row, this.links)),
      { ...page, total },
    );
  }

  @Get(['users/orgs', 'user/orgs'])
  @Summary("Lists the caller's organisations")
  @Answers(() => z.array(OwnOrganisationJson()))
  async organisationsOf(
    @Query({ schema: PageQuery }) page: PageQuery,
    @Query({ schema: AdminOnly }) asked: AdminOnly,
    @Actor() actor: User,
  ) {
    const { rows, total } = await this.organisations.ofUser(actor, { ...asked, ...skipTake(page) });
    return new Page(rows.map(ownOrganisationJson), { ...page, total });
  }

  /** This server has no stars. */
  @Get([
    'user/starred',
    'user/subscriptions',
    'user/followers',
    'user/following',
    'notifications',
    'notifications/threads',
  ])
  @Summary('Lists stars, subscriptions, followers and notifications')
  @Values('empty')
  @Answers(EmptyListJson)
  starred(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }
}

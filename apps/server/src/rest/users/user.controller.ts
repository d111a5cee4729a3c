import { Get, Query } from '@nestjs/common';
import type { User } from '#domain';
import { Organisations } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { ListedRepositories } from '../repositories/listed-repositories.js';
import { RepositoryListQuery } from '../repositories/repository-list-schemas.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery } from '../shared/schemas.js';
import { userJson } from '../shared/json/user-json.js';
import { NamespaceQuery } from './user-schemas.js';

/** Whoever asks. */
@RestController('')
export class UserController {
  constructor(
    private readonly organisations: Organisations,
    private readonly repositories: ListedRepositories,
    private readonly links: PublicLinks,
  ) {}

  @Get('user')
  get(@Actor() actor: User) {
    return userJson(actor, this.links);
  }

  @Get('user/repos')
  repositoriesOf(
    @Query({ schema: RepositoryListQuery }) { filter, page }: RepositoryListQuery,
    @Actor() actor: User,
  ) {
    return this.repositories.page({ ...filter, of: actor }, actor, page);
  }

  @Get(['emails', 'user/emails'])
  emails(@Actor() actor: User) {
    return [{ email: actor.email, state: 'confirmed' }];
  }

  @Get('user/namespace')
  async namespace(@Query({ schema: NamespaceQuery }) { path }: NamespaceQuery) {
    const row = await this.organisations.namespace(path);
    return {
      id: row.id,
      path: row.path,
      name: row.name || row.path,
      html_url: this.links.user(row.path),
      type: row.kind,
    };
  }

  /** There are no stars here. */
  @Get(['user/starred', 'user/subscriptions', 'notifications', 'notifications/threads'])
  starred(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }
}

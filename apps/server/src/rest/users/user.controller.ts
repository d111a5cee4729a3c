import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Organisations } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { ListedRepositories } from '../repositories/listed-repositories.js';
import { RepositoryListQuery } from '../repositories/repository-list-schemas.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery } from '../shared/schemas.js';
import { UserJson, userJson } from '../shared/json/user-json.js';
import { NamespaceQuery } from './user-schemas.js';
import { Answers } from '../shared/answers.js';
import { ListedRepositoryJson } from '../shared/json/listed-repository-json.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { EmailJson, emailJson, NamespaceJson, namespaceJson } from './own-json.js';

/** Whoever asks. */
@RestController('')
export class UserController {
  constructor(
    private readonly organisations: Organisations,
    private readonly repositories: ListedRepositories,
    private readonly links: PublicLinks,
  ) {}

  @Get('user')
  @Answers(UserJson)
  get(@Actor() actor: User) {
    return userJson(actor, this.links);
  }

  @Get('user/repos')
  @Answers(() => z.array(ListedRepositoryJson()))
  repositoriesOf(
    @Query({ schema: RepositoryListQuery }) { filter, page }: RepositoryListQuery,
    @Actor() actor: User,
  ) {
    return this.repositories.page({ ...filter, of: actor }, actor, page);
  }

  @Get(['emails', 'user/emails'])
  @Answers(() => z.array(EmailJson()))
  emails(@Actor() actor: User) {
    return [emailJson(actor)];
  }

  @Get('user/namespace')
  @Answers(NamespaceJson)
  async namespace(@Query({ schema: NamespaceQuery }) { path }: NamespaceQuery) {
    return namespaceJson(await this.organisations.namespace(path), this.links);
  }

  /** There are no stars here. */
  @Get(['user/starred', 'user/subscriptions', 'notifications', 'notifications/threads'])
  @Answers(EmptyListJson)
  starred(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }
}

import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Organisations, Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { ListedRepositories } from '../repositories/listed-repositories.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake } from '../shared/schemas.js';
import { FoundUserJson, foundUserJson } from './found-user-json.js';
import { RepositorySearch, UserSearch } from './search-schemas.js';
import { Answers } from '../shared/answers.js';
import { ListedRepositoryJson } from '../shared/json/listed-repository-json.js';
import { Summary } from '../../http/described.js';

@RestController('search')
export class SearchController {
  constructor(
    private readonly users: Users,
    private readonly organisations: Organisations,
    private readonly repositories: ListedRepositories,
    private readonly links: PublicLinks,
  ) {}

  @Get('users')
  @Summary('Searches users')
  @Answers(() => z.array(FoundUserJson()))
  async findUsers(@Query({ schema: UserSearch }) { words, page }: UserSearch) {
    const { users, total } = await this.users.search(words, skipTake(page));
    return new Page(
      users.map((user) => foundUserJson(user, this.links)),
      { ...page, total },
    );
  }

  @Get('repositories')
  @Summary('Searches repositories')
  @Answers(() => z.array(ListedRepositoryJson()))
  async findRepositories(
    @Query({ schema: RepositorySearch }) { owner, page, ...filter }: RepositorySearch,
    @Actor() actor: User,
  ) {
    const namespace = owner === undefined ? undefined : await this.organisations.namespace(owner);
    return this.repositories.page({ ...filter, owner: namespace }, actor, page);
  }
}

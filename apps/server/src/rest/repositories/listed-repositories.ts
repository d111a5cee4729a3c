import { Injectable } from '@nestjs/common';
import type { User } from '#domain';
import { Access, RepositoryLists, type RepositoryFilter } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { listedRepositoryJson } from '../shared/json/listed-repository-json.js';
import { Page } from '../shared/page.js';
import { skipTake, type PageQuery } from '../shared/schemas.js';

/** Pages of repositories in the form of all lists. */
@Injectable()
export class ListedRepositories {
  constructor(
    private readonly lists: RepositoryLists,
    private readonly access: Access,
    private readonly links: PublicLinks,
  ) {}

  async page(filter: RepositoryFilter, viewer: User, page: PageQuery) {
    const { found, total } = await this.lists.page(filter, viewer, skipTake(page));
    const items = await Promise.all(
      found.map(async (details) => {
        const { repository, parent } = details;
        return listedRepositoryJson(details, {
          links: this.links,
          permission: {
            pull: true,
            push: await this.access.allows(viewer, repository, 'push'),
            admin: await this.access.allows(viewer, repository, 'administer'),
          },
          // The name of a private one is no business of others.
          parent: parent !== null && (await this.access.allows(viewer, parent, 'read')) ? parent : null,
        });
      }),
    );
    return new Page(items, { ...page, total });
  }
}

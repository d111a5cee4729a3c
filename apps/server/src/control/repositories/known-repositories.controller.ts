import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Actor } from '../../http/actor.js';
import { ListedRepositories } from '../../rest/repositories/listed-repositories.js';
import { PageFields, pageOf, text } from '../../rest/shared/schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { ListedRepositoryJson } from '../../rest/shared/json/listed-repository-json.js';
import { ControlController } from '../shared/control-controller.js';
import { Summary } from '../../http/described.js';

const RepositoriesQuery = z
  .object({ ...PageFields, words: text(200) })
  .transform(({ words, page, per_page }) => ({ words, page: pageOf({ page, per_page }) }));
type RepositoriesQuery = z.output<typeof RepositoriesQuery>;

const RepositoriesJson = () =>
  z.strictObject({ items: z.array(ListedRepositoryJson()), total: z.int().nullable() });

@ControlController('repositories')
export class KnownRepositoriesController {
  constructor(private readonly repositories: ListedRepositories) {}

  /** All repositories that the caller may read, by name; REST lists only a user's own. */
  @Get()
  @Summary('Lists all repositories that the caller may read')
  @Answers(RepositoriesJson)
  async list(@Query({ schema: RepositoriesQuery }) { words, page }: RepositoriesQuery, @Actor() actor: User) {
    const { items, extent } = await this.repositories.page({ words }, actor, page);
    return { items, total: extent.total };
  }
}

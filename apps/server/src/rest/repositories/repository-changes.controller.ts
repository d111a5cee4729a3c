import { Body, Patch } from '@nestjs/common';
import type { Repository } from '#domain';
import { Repositories, RepositoryChanges, RepositorySettings } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { ChangedRepositoryJson, changedRepositoryJson } from './changed-repository-json.js';
import { ChangeRepository } from './repository-schemas.js';
import { Summary } from '../../http/described.js';

@RestController('repos/:owner/:repo')
@RequireAccess('administer')
export class RepositoryChangesController {
  constructor(
    private readonly repositories: Repositories,
    private readonly changes: RepositoryChanges,
    private readonly settings: RepositorySettings,
    private readonly links: PublicLinks,
  ) {}

  @Patch()
  @Summary('Changes a repository')
  @Answers(ChangedRepositoryJson)
  async change(
    @Repo() repository: Repository,
    @Body({ schema: ChangeRepository }) { homepage, ...changes }: ChangeRepository,
  ) {
    await this.changes.change(repository, changes);
    const { about } = await this.settings.change(repository, 'about', { homepage });
    return changedRepositoryJson(await this.repositories.details(repository), about.homepage, this.links);
  }
}

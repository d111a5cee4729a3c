import { Body, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Repositories, RepositoryAccess } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { RepositoryJson, repositoryJson } from '../../rest/repositories/repository-json.js';
import { newRepository, REPOSITORY_FIELDS } from '../../rest/shared/fields/repository-fields.js';
import { RepoPath, withoutToken } from '../../rest/shared/schemas.js';
import { strictFields, wordOf } from '../../rest/shared/fields/strict-fields.js';
import { ControlController } from '../shared/control-controller.js';
import { Answers } from '../../rest/shared/answers.js';
import { Needs, Summary } from '../../http/described.js';

const EnsureRepository = z.preprocess(
  withoutToken,
  strictFields(
    { ...REPOSITORY_FIELDS, owner_kind: wordOf('user', 'organisation').default('organisation') },
    'a JSON object',
  ),
);
type EnsureRepository = z.output<typeof EnsureRepository>;

@ControlController('repositories/:owner/:repo')
export class EnsuredRepositoriesController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly repositories: Repositories,
    private readonly links: PublicLinks,
  ) {}

  /** Creates a missing repository and its owner; leaves an existing one unchanged. */
  @Put()
  @Summary('Creates a missing repository and its owner')
  @Needs('read')
  @Answers(RepositoryJson)
  async ensure(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Body({ schema: EnsureRepository }) { owner_kind: ownerKind, ...fields }: EnsureRepository,
    @Actor() actor: User,
  ) {
    const repository = await this.access.ensure({ ...newRepository(at, fields), ownerKind }, actor);
    return repositoryJson(await this.repositories.details(repository), this.links);
  }
}
